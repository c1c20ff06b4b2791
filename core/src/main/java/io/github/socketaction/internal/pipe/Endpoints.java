package io.github.socketaction.internal.pipe;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a link, as they were when it was connected.
 *
 * @param remote the peer's address, or null if unknown
 * @param local our own address, or null if unknown
 */
public record Endpoints(
        @Nullable SocketAddress remote, @Nullable SocketAddress local) {}
