package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;

/**
 * Through whom a server is reached.
 *
 * @param tunnel whether an HTTP proxy is asked for a tunnel ({@code CONNECT}) for plain HTTP too; libcurl's {@code
 *     CURLOPT_HTTPPROXYTUNNEL}
 */
public record ProxyOptions(
        @ReuseRule(value = Effect.MUST_MATCH, why = "a tunnel leads to one server, a plain proxy connection to any")
        boolean tunnel) {

    /** No proxy. */
    public static final ProxyOptions DEFAULT = new ProxyOptions(false);
}
