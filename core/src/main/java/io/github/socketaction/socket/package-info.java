/**
 * The words in which the engine speaks of sockets: to the application ({@link
 * io.github.socketaction.socket.SocketCallback}, {@link io.github.socketaction.socket.TimerCallback}, {@link
 * io.github.socketaction.socket.SocketHandle}) and to a backend, which brings the real ones ({@link
 * io.github.socketaction.socket.Backend}).
 *
 * <p>It knows no selector, no descriptor and no protocol. An application reads {@code SocketCallback} first; the author
 * of a backend reads {@code Backend}.
 */
@NullMarked
package io.github.socketaction.socket;

import org.jspecify.annotations.NullMarked;
