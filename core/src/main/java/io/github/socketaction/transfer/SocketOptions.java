package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;

/**
 * What holds for the sockets of a transfer.
 *
 * @param noDelay whether small writes are sent at once ({@code TCP_NODELAY}); libcurl's {@code CURLOPT_TCP_NODELAY}
 */
public record SocketOptions(
        @ReuseRule(value = Effect.MUST_MATCH, why = "it is set once, when the socket is made")
        boolean noDelay) {

    /** Sockets as libcurl has them by default. */
    public static final SocketOptions DEFAULT = new SocketOptions(true);
}
