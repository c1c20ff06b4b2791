package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of a user's files what we prove to a peer. It reads files, so it blocks. */
final class IdentityFiles {

    private final TlsIdentity identity;

    IdentityFiles(TlsIdentity identity) {
        this.identity = identity;
    }

    /**
     * The certificate with its key, or null when there is none.
     *
     * @throws TransferFailure with {@code SSL_CERTPROBLEM} when a file is of no use
     */
    @Nullable ClientIdentity read() {
        Path file = identity.certificate();
        if (file == null) {
            if (identity.key() != null) {
                throw bad("there is a key, the file " + identity.key() + ", but no certificate", null);
            }
            return null;
        }
        ClientIdentity read = identity.certificateFormat() == KeyFormat.PKCS12 ? fromStore(file) : fromFiles(file);
        return read;
    }

    private ClientIdentity fromFiles(Path file) {
        List<X509Certificate> chain = chain(file);
        Path keyFile = identity.key() == null ? file : identity.key();
        PrivateKey key = key(keyFile);
        if (!key.getAlgorithm().startsWith("Ed")
                && !key.getAlgorithm().equals(chain.get(0).getPublicKey().getAlgorithm())) {
            throw bad(
                    "the key in the file " + keyFile + " (" + key.getAlgorithm()
                            + ") is not that of the certificate in the file " + file + " ("
                            + chain.get(0).getPublicKey().getAlgorithm() + ")",
                    null);
        }
        if (!KeyPairs.belong(key, chain.get(0).getPublicKey())) {
            throw bad("the key in the file " + keyFile + " is not that of the certificate in the file " + file, null);
        }
        return new ClientIdentity(key, chain);
    }

    private List<X509Certificate> chain(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            List<X509Certificate> chain = identity.certificateFormat() == KeyFormat.DER
                    ? List.of(TrustFiles.certificate(content))
                    : TrustFiles.certificates(content);
            if (chain.isEmpty()) {
                throw bad("the file " + file + " has no certificate", null);
            }
            return chain;
        } catch (IOException | GeneralSecurityException e) {
            throw bad("cannot read the certificate in the file " + file + ": " + e, e);
        }
    }

    private PrivateKey key(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (identity.key() != null && identity.keyFormat() == KeyFormat.DER) {
                return PrivateKeys.ofDer(content, identity.password());
            }
            for (Pem.Block block : Pem.blocks(content)) {
                if (block.label().endsWith("PRIVATE KEY")) {
                    return PrivateKeys.ofPem(block, identity.password());
                }
            }
            throw bad("the file " + file + " has no private key", null);
        } catch (IOException | GeneralSecurityException e) {
            throw bad("cannot read the private key in the file " + file + ": " + e.getMessage(), e);
        }
    }

    private ClientIdentity fromStore(Path file) {
        char[] password =
                identity.password() == null ? new char[0] : identity.password().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password);
                if (key instanceof PrivateKey privateKey) {
                    return new ClientIdentity(privateKey, chain(store.getCertificateChain(alias), file));
                }
            }
            throw bad("the file " + file + " has no private key", null);
        } catch (IOException | GeneralSecurityException e) {
            throw bad("cannot read the file " + file + ", perhaps the password is wrong: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> chain(Certificate @Nullable [] certificates, Path file) {
        List<X509Certificate> chain = new ArrayList<>();
        if (certificates != null) {
            for (Certificate certificate : certificates) {
                chain.add((X509Certificate) certificate);
            }
        }
        if (chain.isEmpty()) {
            throw bad("the file " + file + " has no certificate for its key", null);
        }
        return chain;
    }

    private static TransferFailure bad(String why, @Nullable Exception cause) {
        return new TransferFailure(ResultCode.SSL_CERTPROBLEM, "the client certificate cannot be used: " + why, cause);
    }
}
