/**
 * What the native backends share: the system calls of sockets, the layout of socket addresses, a transport over a
 * descriptor, a wakeup by one, and the frame of a poller: what it watches, when it may be called, and why there is none.
 *
 * <p>It knows the vocabulary of {@code io.github.socketaction.socket} and nothing of epoll, kqueue, the engine or any
 * protocol. It is public for the backends; an application has no need of it but for {@link
 * io.github.socketaction.posix.Descriptors} and {@link io.github.socketaction.posix.PosixFiles}. Read {@link io.github.socketaction.posix.Syscalls} first, then {@link
 * io.github.socketaction.posix.FdTransport}.
 */
@NullMarked
package io.github.socketaction.posix;

import org.jspecify.annotations.NullMarked;
