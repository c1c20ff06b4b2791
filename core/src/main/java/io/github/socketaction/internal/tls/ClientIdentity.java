package io.github.socketaction.internal.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Our one certificate with its key. It is shown to every peer that asks and can use its kind of key, whatever authorities
 * the peer says it knows: that is for the peer to judge, as with libcurl.
 */
final class ClientIdentity extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return choose(keyTypes);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return choose(new String[] {keyType}) == null ? new String[0] : new String[] {ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? chain.toArray(new X509Certificate[0]) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? key : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    private @Nullable String choose(String[] keyTypes) {
        for (String type : keyTypes) {
            if (isOfType(key.getAlgorithm(), type)) {
                return ALIAS;
            }
        }
        return null;
    }

    /** Both have several names for one thing: a key for RSASSA-PSS is of the algorithm RSA or of its own. */
    private static boolean isOfType(String algorithm, String type) {
        return switch (algorithm) {
            case "RSA" -> type.equals("RSA") || type.equals("RSASSA-PSS");
            case "EC" -> type.startsWith("EC");
            case "EdDSA", "Ed25519", "Ed448" -> type.startsWith("Ed");
            default -> type.equals(algorithm);
        };
    }
}
