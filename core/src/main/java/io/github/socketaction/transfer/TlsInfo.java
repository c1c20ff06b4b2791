package io.github.socketaction.transfer;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed upon in TLS with the server, and what it proved who it is with.
 *
 * @param protocol the version that was negotiated, as {@code TLSv1.3}
 * @param cipher the cipher suite, by IANA's name
 * @param application the protocol above that was negotiated (RFC 7301), or null for none
 * @param peerCertificates the peer's certificate and those that it sent with it; empty when it sent none
 */
public record TlsInfo(
        String protocol, String cipher, @Nullable String application, List<X509Certificate> peerCertificates) {

    public TlsInfo {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
