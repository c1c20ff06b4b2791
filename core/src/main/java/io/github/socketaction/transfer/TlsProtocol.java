package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.security.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken (RFC 8446, RFC 5246).
 *
 * @param min the oldest version to speak; libcurl's {@code CURLOPT_SSLVERSION}
 * @param max the newest version to speak
 * @param ciphers the cipher suites for TLS 1.2, by OpenSSL's names or by IANA's; empty for the provider's own choice;
 *     libcurl's {@code CURLOPT_SSL_CIPHER_LIST}, but without OpenSSL's keywords
 * @param tls13Ciphers the cipher suites for TLS 1.3, by IANA's names; empty for the provider's own choice; libcurl's {@code
 *     CURLOPT_TLS13_CIPHERS}
 * @param alpn whether the protocol above is negotiated (RFC 7301); libcurl's {@code CURLOPT_SSL_ENABLE_ALPN}
 * @param sessionReuse whether a session may be resumed by a later connection; libcurl's {@code
 *     CURLOPT_SSL_SESSIONID_CACHE}
 * @param provider who implements TLS, or null for the JDK. Never chosen silently
 */
public record TlsProtocol(
        @ReuseRule(value = Effect.MUST_MATCH, why = "what was negotiated may be too old")
        TlsVersion min,

        @ReuseRule(value = Effect.MUST_MATCH, why = "what was negotiated may be too new")
        TlsVersion max,

        @ReuseRule(value = Effect.MUST_MATCH, why = "what was negotiated may be too weak")
        List<String> ciphers,

        @ReuseRule(value = Effect.MUST_MATCH, why = "what was negotiated may be too weak")
        List<String> tls13Ciphers,

        @ReuseRule(value = Effect.MUST_MATCH, why = "what is spoken above may have been negotiated")
        boolean alpn,

        @ReuseRule(value = Effect.MUST_MATCH, why = "who wants no session resumed must not profit from one")
        boolean sessionReuse,

        @ReuseRule(value = Effect.MUST_MATCH, why = "who chooses an implementation does not want another's") @Nullable Provider provider) {

    /** TLS 1.2 and 1.3 as the JDK speaks them. */
    public static final TlsProtocol DEFAULT =
            new TlsProtocol(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3, List.of(), List.of(), true, true, null);

    /**
     * @throws IllegalArgumentException when the oldest version is newer than the newest
     */
    public TlsProtocol {
        ciphers = List.copyOf(ciphers);
        tls13Ciphers = List.copyOf(tls13Ciphers);
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "the oldest TLS version, " + min.text() + ", is newer than the newest, " + max.text());
        }
    }
}
