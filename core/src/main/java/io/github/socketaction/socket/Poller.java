package io.github.socketaction.socket;

import java.io.IOException;

/**
 * A socket callback that can wait for what it was told: a selector, an epoll, a kqueue. Level-triggered.
 *
 * <p>Used by one thread, but for {@link #wakeup()}. Several pollers may watch the same socket.
 */
public interface Poller extends SocketCallback, AutoCloseable {

    /** The timeout that means to wait until something happens. */
    long FOREVER = -1;

    /**
     * Waits until a socket is ready, {@link #wakeup()} is called, or time is up, and reports what is ready. It may
     * return early and with nothing, but not before the time is up for want of precision: timeouts are rounded up.
     *
     * @param timeoutNanos how long to wait at most; 0 to only look, {@link #FOREVER} for no limit
     * @param sink takes each ready socket, once
     * @return how many sockets were reported
     * @throws IOException when the system refuses to wait; the registrations are unchanged
     */
    int poll(long timeoutNanos, ReadinessSink sink) throws IOException;

    /**
     * Makes the poll under way, or the next one, return at once. May be called from any thread; never waits. Many calls
     * before a return are one. After {@link #close()} it does nothing.
     */
    void wakeup();

    /** Forgets all sockets without closing them, and frees what belongs to the poller. Harmless to repeat. */
    @Override
    void close();
}
