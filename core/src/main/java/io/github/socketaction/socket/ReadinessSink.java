package io.github.socketaction.socket;

/** Takes what a {@link Poller} found. */
@FunctionalInterface
public interface ReadinessSink {

    /**
     * Takes one ready socket. The poller's registrations may be changed in here, also that of sockets whose turn is
     * still to come; a removed one is not reported any more.
     *
     * @param socket the socket
     * @param events bits of {@link SocketEvents}
     */
    void onReady(SocketHandle socket, int events);
}
