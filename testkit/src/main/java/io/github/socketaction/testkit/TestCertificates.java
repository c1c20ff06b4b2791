package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates for tests (RFC 5280), good ones and every kind of bad one, at once and without a tool. Each call of a
 * setter changes this maker, and {@link #signedBy} or {@link #selfSigned} make a certificate with a fresh key.
 */
public final class TestCertificates {

    static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static final String ECDSA_SHA256 = "2a8648ce3d040302";
    private static final String RSA_SHA256 = "2a864886f70d01010b";
    private static final String ALTERNATIVE_NAMES = "551d11";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private final String subject;
    private final List<byte[]> names = new ArrayList<>();
    private Instant from = FROM;
    private Instant to = Instant.parse("2120-01-01T00:00:00Z");
    private boolean isAuthority;
    private boolean isRsa;
    private byte[] padding = {};

    private TestCertificates(String subject) {
        this.subject = subject;
    }

    /** A certificate of a subject, as {@code CN=localhost}; in force from 2020 to 2120, with a key on the curve P-256. */
    public static TestCertificates of(String subject) {
        return new TestCertificates(subject);
    }

    /** A root authority. */
    public static TestIdentity authority(String subject) {
        return of(subject).authority().selfSigned();
    }

    /** A server's certificate for {@code localhost} and the loopback addresses. */
    public static TestIdentity localhost(TestIdentity authority) {
        return of("CN=localhost")
                .dns("localhost")
                .ip(127, 0, 0, 1)
                .ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
                .signedBy(authority);
    }

    /** Names a host; what is no ASCII or no host is taken all the same. */
    public TestCertificates dns(String name) {
        names.add(Der.element(DNS_NAME, name.getBytes(US_ASCII)));
        return this;
    }

    /** Names an address, of 4 or 16 bytes. */
    public TestCertificates ip(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        names.add(Der.element(IP_ADDRESS, address));
        return this;
    }

    /** Sets when it is in force. */
    public TestCertificates inForce(Instant newFrom, Instant newTo) {
        from = newFrom;
        to = newTo;
        return this;
    }

    /** Makes it one that may sign others. */
    public TestCertificates authority() {
        isAuthority = true;
        return this;
    }

    /** Gives it a key of 2,048 bits of RSA. */
    public TestCertificates rsa() {
        isRsa = true;
        return this;
    }

    /** Makes it longer by an extension without a meaning. */
    public TestCertificates padded(int bytes) {
        padding = new byte[bytes];
        return this;
    }

    /** Makes it, signed by an authority, which need not be one. */
    public TestIdentity signedBy(TestIdentity issuer) {
        return make(issuer);
    }

    /** Makes it, signed by itself. */
    public TestIdentity selfSigned() {
        return make(null);
    }

    private TestIdentity make(@Nullable TestIdentity issuer) {
        try {
            KeyPair pair = keyPair();
            TestIdentity signer = issuer == null ? new TestIdentity(pair.getPrivate(), List.of()) : issuer;
            byte[] subjectName = new X500Principal(subject).getEncoded();
            byte[] issuerName = issuer == null
                    ? subjectName
                    : issuer.certificate().getSubjectX500Principal().getEncoded();
            byte[] content = Der.sequence(
                    Der.element(0xa0, Der.integer(BigInteger.TWO)),
                    Der.integer(serial()),
                    algorithm(signer.key()),
                    issuerName,
                    Der.sequence(Der.time(from), Der.time(to)),
                    subjectName,
                    pair.getPublic().getEncoded(),
                    extensions());
            byte[] der = Der.sequence(content, algorithm(signer.key()), Der.bits(signer.signature(content)));
            List<X509Certificate> chain = new ArrayList<>();
            chain.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            signer.chain().stream().filter(each -> !isRoot(each)).forEach(chain::add);
            return new TestIdentity(pair.getPrivate(), chain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate for " + subject, e);
        }
    }

    static byte[] algorithm(Key key) {
        return key.getAlgorithm().equals("RSA")
                ? Der.sequence(Der.oid(RSA_SHA256), new byte[] {5, 0})
                : Der.sequence(Der.oid(ECDSA_SHA256));
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(isRsa ? "RSA" : "EC");
        if (isRsa) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    private byte[] extensions() {
        List<byte[]> all = new ArrayList<>();
        if (!names.isEmpty()) {
            all.add(extension(ALTERNATIVE_NAMES, Der.sequence(names.toArray(new byte[0][]))));
        }
        if (isAuthority) {
            all.add(extension(BASIC_CONSTRAINTS, Der.sequence(new byte[] {1, 1, -1})));
        }
        if (padding.length > 0) {
            all.add(extension("2b06010401868d1f01", Der.element(Der.OCTETS, padding)));
        }
        return all.isEmpty() ? new byte[0] : Der.element(0xa3, Der.sequence(all.toArray(new byte[0][])));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.element(Der.OCTETS, value));
    }

    private static BigInteger serial() {
        return new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16);
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
