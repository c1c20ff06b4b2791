/**
 * The backend that runs everywhere: sockets by {@code java.nio}.
 *
 * <p>It knows the vocabulary of {@code io.github.socketaction.socket} and nothing of the engine or of any protocol. An
 * application needs {@link io.github.socketaction.nio.NioBackend} only; to see how it waits, read {@code NioPoller}.
 */
@NullMarked
package io.github.socketaction.nio;

import org.jspecify.annotations.NullMarked;
