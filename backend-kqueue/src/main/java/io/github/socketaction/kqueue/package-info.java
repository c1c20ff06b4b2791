/**
 * The backend of macOS and the BSDs: sockets by descriptor, waited for with kqueue(2).
 *
 * <p>It knows the vocabulary of {@code io.github.socketaction.socket} and what the native backends share, and nothing
 * of the engine or of any protocol. An application needs {@link io.github.socketaction.kqueue.KqueueBackend}, and
 * {@link io.github.socketaction.kqueue.KqueuePoller} to put the kqueue into a loop of its own; to see how it waits,
 * read the latter. What differs between the systems is in one place, {@code KeventLayout}.
 */
@NullMarked
package io.github.socketaction.kqueue;

import org.jspecify.annotations.NullMarked;
