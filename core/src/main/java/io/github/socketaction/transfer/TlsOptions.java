package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;

/**
 * How TLS is spoken with a peer (RFC 8446, RFC 5246), and what the peer must prove.
 *
 * @param verifyPeer whether the certificate must lead to a trusted authority; libcurl's {@code CURLOPT_SSL_VERIFYPEER}
 * @param verifyHost whether the certificate must name the host; libcurl's {@code CURLOPT_SSL_VERIFYHOST}
 */
public record TlsOptions(
        @ReuseRule(value = Effect.MUST_MATCH, why = "an unverified peer must not serve who wants it verified")
        boolean verifyPeer,

        @ReuseRule(value = Effect.MUST_MATCH, why = "an unverified peer must not serve who wants it verified")
        boolean verifyHost) {

    /** Everything verified, with the system's trust. */
    public static final TlsOptions DEFAULT = new TlsOptions(true, true);
}
