package io.github.socketaction.internal.tls;

import io.github.socketaction.transfer.TlsInfo;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What was agreed upon in a handshake. */
final class Sessions {

    private Sessions() {}

    static TlsInfo describe(SSLEngine engine) {
        try {
            return describe(engine, engine.getSession());
        } catch (RuntimeException e) {
            throw HandshakeFailures.ofDefect("asking what was agreed upon in TLS", e);
        }
    }

    private static TlsInfo describe(SSLEngine engine, SSLSession session) {
        String application = engine.getApplicationProtocol();
        return new TlsInfo(
                session.getProtocol(),
                session.getCipherSuite(),
                application == null || application.isEmpty() ? null : application,
                peerCertificates(session));
    }

    /** The peer's certificate first; empty when it proved nothing. */
    static List<X509Certificate> peerCertificates(SSLSession session) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
        } catch (SSLPeerUnverifiedException provedNothing) {
            chain.clear();
        }
        return chain;
    }
}
