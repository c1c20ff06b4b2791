package io.github.socketaction.socket;

/**
 * What is watched on one socket at a moment.
 *
 * @param socket the socket
 * @param action what was announced last: {@code NONE}, {@code IN}, {@code OUT} or {@code INOUT}
 */
public record SocketInterest(SocketHandle socket, PollAction action) {}
