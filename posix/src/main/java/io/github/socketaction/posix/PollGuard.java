package io.github.socketaction.posix;

import io.github.socketaction.socket.Poller;

/** Refuses the calls of a poller that come too late or in the middle of a poll. Of one thread, like the poller. */
public final class PollGuard {

    private boolean isPolling;
    private boolean isClosed;

    /** For a poller that is open. */
    public PollGuard() {}

    /**
     * Begins a poll, which {@link #end()} has to follow in a finally.
     *
     * @param timeoutNanos how long it is to wait: nanoseconds, or {@link Poller#FOREVER}
     * @throws IllegalStateException when the poller is closed or is polling already
     * @throws IllegalArgumentException when the time is none of these
     */
    public void begin(long timeoutNanos) {
        requireOpen();
        if (timeoutNanos < Poller.FOREVER) {
            throw new IllegalArgumentException("timeoutNanos must be -1, 0 or more, not " + timeoutNanos);
        }
        if (isPolling) {
            throw new IllegalStateException("poll was called inside a poll: return from the readiness sink first");
        }
        isPolling = true;
    }

    /** Ends a poll. */
    public void end() {
        isPolling = false;
    }

    /** Throws {@link IllegalStateException} when the poller is closed. */
    public void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the poller is closed");
        }
    }

    /** Closes; false when that was done before. */
    public boolean close() {
        boolean wasOpen = !isClosed;
        isClosed = true;
        return wasOpen;
    }

    /** Whether {@link #close()} was called, by the sink of a poll for example. */
    public boolean isClosed() {
        return isClosed;
    }
}
