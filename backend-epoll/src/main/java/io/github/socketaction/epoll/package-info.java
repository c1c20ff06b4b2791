/**
 * The backend of Linux: sockets by descriptor, waited for with epoll(7).
 *
 * <p>It knows the vocabulary of {@code io.github.socketaction.socket} and what the native backends share, and nothing of
 * the engine or of any protocol. An application needs {@link io.github.socketaction.epoll.EpollBackend}, and {@link
 * io.github.socketaction.epoll.EpollPoller} to put the epoll into a loop of its own; to see how it waits, read the latter.
 */
@NullMarked
package io.github.socketaction.epoll;

import org.jspecify.annotations.NullMarked;
