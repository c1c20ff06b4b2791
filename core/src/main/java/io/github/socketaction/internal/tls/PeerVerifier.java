package io.github.socketaction.internal.tls;

import io.github.socketaction.transfer.ResultCode;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Decides whether a peer's certificates do: the chain by Java's rules, then the name, then the pinned keys. */
final class PeerVerifier extends X509ExtendedTrustManager {

    private static final int MAX_CHAIN = 10;

    private final @Nullable X509ExtendedTrustManager chains;
    private final boolean verifiesHost;
    private final PinnedKeys pins;

    /**
     * A verifier.
     *
     * @param chains who verifies chains, or null when none is to be verified
     */
    PeerVerifier(@Nullable X509ExtendedTrustManager chains, boolean verifiesHost, PinnedKeys pins) {
        this.chains = chains;
        this.verifiesHost = verifiesHost;
        this.pins = pins;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (chain.length == 0 || chain.length > MAX_CHAIN) {
            throw new RefusedCertificate(
                    ResultCode.PEER_FAILED_VERIFICATION,
                    "the peer sent " + chain.length + " certificates; 1 to " + MAX_CHAIN + " are taken",
                    null);
        }
        String host = engine.getPeerHost();
        X509ExtendedTrustManager verifier = chains;
        if (verifier != null) {
            try {
                // In TLS 1.3 nothing follows from the cipher for the certificate: Conscrypt calls that GENERIC, Java
                // UNKNOWN.
                // Java does not look at the dates of a certificate that is itself a trusted one.
                chain[0].checkValidity();
                verifier.checkServerTrusted(chain, authType.equals("GENERIC") ? "UNKNOWN" : authType, engine);
            } catch (CertificateException e) {
                throw refused(chain, host, e);
            }
        }
        if (verifiesHost && !HostNames.match(host, chain[0])) {
            throw refused(chain, host, null);
        }
        pins.check(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are served here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no clients are served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("no clients are served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no clients are served here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static RefusedCertificate refused(X509Certificate[] chain, String host, @Nullable CertificateException e) {
        return new RefusedCertificate(ResultCode.PEER_FAILED_VERIFICATION, CertificateStory.tell(chain, host, e), e);
    }
}
