package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsProtocol;
import io.github.socketaction.transfer.TlsVersion;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Everything that connections with equal options share: what was read from files, and the sessions. */
final class TlsContext {

    private static final int MAX_SESSIONS = 1_000;

    private final TlsProtocol protocol;
    private final boolean verifiesBoth;
    private final PinnedKeys pins;
    private final PeerVerifier verifier;
    private final @Nullable ClientIdentity identity;
    private final SSLContext shared;
    private final List<String> ciphers;

    /**
     * A context.
     *
     * @throws TransferFailure when a file is of no use, or the implementation cannot do what is asked for
     */
    TlsContext(TlsOptions options) {
        protocol = options.protocol();
        verifiesBoth = options.trust().verifyPeer() && options.trust().verifyHost();
        pins = PinnedKeys.of(options.trust().pinnedPublicKey());
        verifier = new PeerVerifier(
                options.trust().verifyPeer() ? new TrustFiles(options.trust()).verifier() : null,
                options.trust().verifyHost(),
                pins);
        identity = new IdentityFiles(options.identity()).read();
        shared = newContext();
        try {
            ciphers = CipherNames.chosen(
                    protocol,
                    shared.getDefaultSSLParameters().getCipherSuites(),
                    shared.getSupportedSSLParameters().getCipherSuites());
        } catch (RuntimeException e) {
            throw HandshakeFailures.ofDefect("asking for its cipher suites", e);
        }
    }

    PinnedKeys pins() {
        return pins;
    }

    /** An engine for one connection, as a client. */
    SSLEngine engine(TlsPeer peer, List<String> protocols) {
        // Without session reuse every connection has a context, and so a session cache, of its own.
        SSLContext context = protocol.sessionReuse() ? shared : newContext();
        try {
            return engine(context, peer, protocols);
        } catch (RuntimeException e) {
            throw HandshakeFailures.ofDefect("preparing the TLS handshake with " + peer, e);
        }
    }

    private SSLEngine engine(SSLContext context, TlsPeer peer, List<String> protocols) {
        SSLEngine engine = context.createSSLEngine(peer.host(), peer.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions());
        if (!ciphers.isEmpty()) {
            parameters.setCipherSuites(ciphers.toArray(new String[0]));
        }
        if (!protocols.isEmpty()) {
            parameters.setApplicationProtocols(protocols.toArray(new String[0]));
        }
        parameters.setServerNames(peer.isAddress() ? List.of() : List.of(serverName(peer)));
        if (verifiesBoth) {
            // Java's own check of the name beside ours: both must be content.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private String[] versions() {
        List<String> versions = new ArrayList<>();
        for (TlsVersion version : TlsVersion.values()) {
            if (version.compareTo(protocol.min()) >= 0 && version.compareTo(protocol.max()) <= 0) {
                versions.add(version.text());
            }
        }
        return versions.toArray(new String[0]);
    }

    private static SNIHostName serverName(TlsPeer peer) {
        try {
            // By bytes: as text, names with an underscore are refused.
            return new SNIHostName(peer.host().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new TransferFailure(
                    ResultCode.SSL_CONNECT_ERROR,
                    "the name " + peer.host() + " cannot be said in TLS: " + e.getMessage(),
                    e);
        }
    }

    private SSLContext newContext() {
        Provider provider = protocol.provider();
        try {
            SSLContext context =
                    provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
            context.init(
                    identity == null ? new KeyManager[0] : new KeyManager[] {identity},
                    new TrustManager[] {verifier},
                    null);
            context.getClientSessionContext().setSessionCacheSize(MAX_SESSIONS);
            return context;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new TransferFailure(
                    ResultCode.SSL_CONNECT_ERROR,
                    "TLS is not to be had from " + (provider == null ? "this Java" : provider.getName()) + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
