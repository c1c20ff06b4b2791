package io.github.socketaction.socket;

import java.io.IOException;

/**
 * Brings the real sockets and the means to wait for them: java.nio, epoll, kqueue, or one in memory for tests. A backend
 * has no state of its own worth closing; what it opens is closed by whoever asked for it.
 */
public interface Backend {

    /** A short name, such as {@code nio}, for options and messages. */
    String name();

    /**
     * Opens a transport that is not connected yet.
     *
     * @throws IOException when there is none to be had, for instance because the process is out of descriptors
     */
    Transport openTransport() throws IOException;

    /**
     * Opens a wakeup.
     *
     * @throws IOException when there is none to be had
     */
    Wakeup openWakeup() throws IOException;

    /**
     * Opens a poller for the sockets of this backend.
     *
     * @throws IOException when there is none to be had
     */
    Poller openPoller() throws IOException;
}
