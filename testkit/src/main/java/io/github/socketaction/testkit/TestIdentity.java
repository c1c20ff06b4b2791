package io.github.socketaction.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its key, made for a test: of an authority, a server or a client.
 *
 * @param key the private key
 * @param chain the certificate, followed by those of its authorities without the root
 */
public record TestIdentity(PrivateKey key, List<X509Certificate> chain) {

    private static final char[] PASSWORD = "test".toCharArray();

    public TestIdentity {
        chain = List.copyOf(chain);
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The certificate alone in PEM. */
    public String certificatePem() {
        return pem("CERTIFICATE", encoded(certificate()));
    }

    /** The certificate and those of its authorities in PEM. */
    public String chainPem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : chain) {
            text.append(pem("CERTIFICATE", encoded(each)));
        }
        return text.toString();
    }

    /** The key in PEM, not encrypted. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The public key's hash as curl's {@code --pinnedpubkey} takes it. */
    public String pin() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(certificate().getPublicKey().getEncoded());
            return "sha256//" + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A revocation list of this authority in PEM, in force from 2020 to 2120. */
    public String revocationsPem(X509Certificate... revoked) {
        byte[] entries = new byte[0];
        for (X509Certificate each : revoked) {
            entries = Der.joined(
                    entries, Der.sequence(Der.integer(each.getSerialNumber()), Der.time(TestCertificates.FROM)));
        }
        byte[] list = Der.sequence(
                Der.integer(BigInteger.ONE),
                TestCertificates.algorithm(key),
                certificate().getSubjectX500Principal().getEncoded(),
                Der.time(TestCertificates.FROM),
                Der.time(Instant.parse("2120-01-01T00:00:00Z")),
                revoked.length == 0 ? new byte[0] : Der.sequence(entries));
        return pem("X509 CRL", Der.sequence(list, TestCertificates.algorithm(key), Der.bits(signature(list))));
    }

    /**
     * What a server with this identity needs.
     *
     * @param clients the authority whose clients it trusts, or null for none
     */
    public SSLContext serverContext(@Nullable TestIdentity clients) {
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry("server", key, PASSWORD, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, PASSWORD);
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("clients", clients == null ? certificate() : clients.certificate());
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a server of " + certificate(), e);
        }
    }

    byte[] signature(byte[] signed) {
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PEM block. */
    public static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Whose it is, without its key. */
    @Override
    public String toString() {
        return "identity of " + certificate().getSubjectX500Principal().getName();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
