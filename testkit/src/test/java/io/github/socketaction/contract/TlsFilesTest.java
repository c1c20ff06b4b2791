package io.github.socketaction.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that options of TLS name; those of clients were made by {@code make.sh} beside them. */
class TlsFilesTest {

    private static Path fixture(String name) {
        URL url = Objects.requireNonNull(TlsFilesTest.class.getResource("/tls/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority of the fixtures, without its key. */
    private static TestIdentity authority() {
        try (InputStream in = Files.newInputStream(fixture("ca.pem"))) {
            return new TestIdentity(TlsWorld.AUTHORITY.key(), List.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in)));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final SSLContext SERVER = TlsWorld.LOCALHOST.serverContext(authority());

    private static Recording get(TlsWorld world, TlsIdentity identity) {
        world.serve(SERVER, tls -> tls.engine().setNeedClientAuth(true));
        return world.get(TlsWorld.trusting().identity(identity).build());
    }

    private static TlsIdentity identity(
            String certificate,
            KeyFormat format,
            @Nullable String key,
            KeyFormat keyFormat,
            @Nullable String password) {
        return new TlsIdentity(fixture(certificate), format, key == null ? null : fixture(key), keyFormat, password);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-cert.pem,PEM,rsa-key.pem,PEM,",
        "rsa-cert.pem,PEM,rsa-key-encrypted.pem,PEM,secret",
        "rsa-cert.pem,PEM,rsa-key-pkcs1.pem,PEM,",
        "rsa-cert.pem,PEM,rsa-key-old-aes128.pem,PEM,secret",
        "rsa-cert.pem,PEM,rsa-key-old-aes192.pem,PEM,secret",
        "rsa-cert.pem,PEM,rsa-key-old-aes256.pem,PEM,secret",
        "rsa-cert.pem,PEM,rsa-key-old-des3.pem,PEM,secret",
        "rsa-cert.pem,PEM,rsa-key-old-utf8.pem,PEM,secret-\u00e9\u20ac",
        "ec-cert.pem,PEM,ec-key-old-aes256.pem,PEM,secret",
        "ec-cert.pem,PEM,ec-key-old-des3.pem,PEM,secret",
        "rsa-cert.pem,PEM,rsa-key.der,DER,",
        "rsa-cert.pem,PEM,rsa-key-encrypted.der,DER,secret",
        "rsa-cert.der,DER,rsa-key.pem,PEM,",
        "rsa-cert.der,DER,rsa-key.der,DER,",
        "rsa-both.pem,PEM,,PEM,",
        "rsa.p12,PKCS12,,PEM,secret",
        "ec-cert.pem,PEM,ec-key.pem,PEM,",
        "ec-cert.pem,PEM,ec-key-encrypted.pem,PEM,secret",
        "ec-cert.pem,PEM,ec-key-sec1.pem,PEM,",
        "ec-cert.pem,PEM,ec-key-with-parameters.pem,PEM,",
        "ec-legacy.p12,PKCS12,,PEM,secret",
        "ec-empty-password.p12,PKCS12,,PEM,",
        "ed-cert.pem,PEM,ed-key.pem,PEM,"
    })
    @Verifies({"Y21", "Y31"})
    void a_client_certificate_is_read_in_every_form_and_shown(
            String certificate,
            KeyFormat format,
            @Nullable String key,
            KeyFormat keyFormat,
            @Nullable String password) {
        try (TlsWorld world = new TlsWorld()) {
            Recording done = get(world, identity(certificate, format, key, keyFormat, password));
            assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-cert.pem,PEM,rsa-key-encrypted.pem,PEM,wrong,password",
        "rsa-cert.pem,PEM,rsa-key-encrypted.pem,PEM,,password",
        "rsa-cert.pem,PEM,rsa-key-old-camellia256.pem,PEM,secret,openssl pkcs8",
        "rsa-cert.pem,PEM,rsa-key-old-aes128.pem,PEM,wrong,password",
        "rsa-cert.pem,PEM,rsa-key-old-des3.pem,PEM,wrong,password",
        "rsa-cert.pem,PEM,rsa-key-old-aes256.pem,PEM,,password",
        "ec-cert.pem,PEM,ec-key-old-aes256.pem,PEM,,password",
        "ec-cert.pem,PEM,rsa-key-old-aes256.pem,PEM,secret,not that of the certificate",
        "rsa-cert.pem,PEM,rsa-key-des3.pem,PEM,secret,AES",
        "rsa-cert.pem,PEM,ec-key.pem,PEM,,not that of the certificate",
        "rsa-cert.pem,PEM,rsa-cert.pem,PEM,,no private key",
        "rsa-cert.pem,PEM,,PEM,,no private key",
        "rsa-key.pem,PEM,rsa-key.pem,PEM,,no certificate",
        "rsa-cert.der,PEM,rsa-key.pem,PEM,,no certificate",
        "rsa-key.der,DER,rsa-key.pem,PEM,,cannot read the certificate",
        "rsa.p12,PKCS12,,PEM,wrong,password",
        "rsa.p12,PKCS12,,PEM,,password",
        "rsa-cert.pem,PKCS12,,PEM,secret,cannot read"
    })
    @Verifies("Y21")
    void a_client_certificate_that_cannot_be_used_fails_before_anything_is_connected(
            String certificate,
            KeyFormat format,
            @Nullable String key,
            KeyFormat keyFormat,
            @Nullable String password,
            String story) {
        try (TlsWorld world = new TlsWorld()) {
            Recording done = get(world, identity(certificate, format, key, keyFormat, password));
            assertThat(done.code()).as("%s", done.result()).isEqualTo(ResultCode.SSL_CERTPROBLEM);
            assertThat(done.result().message()).contains(story).doesNotContain("secret");
            assertThat(world.server().connections()).isEmpty();
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 100, 500})
    @Verifies("Y21")
    void a_file_that_was_cut_short_fails(int kept, @TempDir Path folder) throws IOException {
        for (String name :
                new String[] {"rsa-key.pem", "rsa-key-pkcs1.pem", "ec-key-sec1.pem", "rsa-key-encrypted.pem"}) {
            byte[] whole = Files.readAllBytes(fixture(name));
            Path cut = Files.write(folder.resolve(name), Arrays.copyOf(whole, Math.min(kept, whole.length - 30)));
            try (TlsWorld world = new TlsWorld()) {
                String certificate = name.startsWith("rsa") ? "rsa-cert.pem" : "ec-cert.pem";
                Recording done =
                        get(world, new TlsIdentity(fixture(certificate), KeyFormat.PEM, cut, KeyFormat.PEM, "secret"));
                assertThat(done.code()).as(name).isEqualTo(ResultCode.SSL_CERTPROBLEM);
            }
        }
    }

    @Test
    @Verifies("Y31")
    void a_key_in_the_old_encryption_fails_wherever_it_is_cut(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(fixture("ec-key-old-aes256.pem"));
        for (int kept = 0; kept < whole.length - 2; kept++) {
            Recording done = withKey(folder, Arrays.copyOf(whole, kept), "secret");
            assertThat(done.code()).as("the first %d bytes", kept).isEqualTo(ResultCode.SSL_CERTPROBLEM);
            assertThat(done.result().message()).doesNotContain("secret");
        }
    }

    @Test
    @Verifies("Y31")
    void a_key_in_the_old_encryption_with_a_wrong_byte_is_read_or_refused_but_nothing_else(@TempDir Path folder)
            throws IOException {
        byte[] whole = Files.readAllBytes(fixture("ec-key-old-aes256.pem"));
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] garbled = whole.clone();
            garbled[at] ^= 0x15;
            Recording done = withKey(folder, garbled, "secret");
            assertThat(done.code()).as("byte %d", at).isIn(ResultCode.OK, ResultCode.SSL_CERTPROBLEM);
            assertThat(done.result().message()).doesNotContain("secret");
            refused += done.code() == ResultCode.OK ? 0 : 1;
        }
        // What goes through says nothing that counts: the version in Proc-Type, and the public key behind the private
        // one.
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEK-Info: AES-256-CBC",
                "DEK-Info: AES-256-CBC,",
                "DEK-Info: AES-256-CBC,00112233",
                "DEK-Info: AES-256-CBC,00112233445566778899aabbccddeef",
                "DEK-Info: AES-256-CBC,00112233445566778899aabbccddeeff00",
                "DEK-Info: AES-256-CBC,+0112233445566778899aabbccddeeff",
                "DEK-Info: DES-EDE3-CBC,00112233445566778899aabbccddeeff",
                "DEK-Info: ,",
                "DEK-Info: \u0007secret,00",
                "X-Info: AES-256-CBC,00112233445566778899aabbccddeeff"
            })
    @Verifies("Y31")
    void an_old_encryption_that_makes_no_sense_is_refused(String field, @TempDir Path folder) throws IOException {
        String[] lines = Files.readString(fixture("ec-key-old-aes256.pem")).split("\n", -1);
        lines[2] = field;
        Recording done = withKey(folder, String.join("\n", lines).getBytes(UTF_8), "hush-hush");
        assertThat(done.code()).isEqualTo(ResultCode.SSL_CERTPROBLEM);
        assertThat(done.result().message()).doesNotContain("hush").doesNotContain("\u0007");
    }

    private static Recording withKey(Path folder, byte[] content, String password) throws IOException {
        Path key = Files.write(folder.resolve("key.pem"), content);
        try (TlsWorld world = new TlsWorld()) {
            return get(world, new TlsIdentity(fixture("ec-cert.pem"), KeyFormat.PEM, key, KeyFormat.PEM, password));
        }
    }

    @Test
    @Verifies("Y21")
    void two_keys_of_one_kind_are_told_apart() {
        TestIdentity other = TestCertificates.authority("CN=other");
        Path otherKey = TlsWorld.file("other.pem", other.keyPem());
        try (TlsWorld world = new TlsWorld()) {
            Recording done =
                    get(world, new TlsIdentity(fixture("ec-cert.pem"), KeyFormat.PEM, otherKey, KeyFormat.PEM, null));
            assertThat(done.code()).isEqualTo(ResultCode.SSL_CERTPROBLEM);
        }
    }

    @Test
    @Verifies("Y22")
    void trusted_certificates_come_from_a_file_or_a_directory_or_both(@TempDir Path folder) throws IOException {
        TestIdentity other = TestCertificates.authority("CN=other");
        Files.writeString(folder.resolve("readme"), "no certificate in here");
        Files.createDirectory(folder.resolve("inner"));
        Files.writeString(folder.resolve("one"), other.certificatePem() + TlsWorld.AUTHORITY.certificatePem());
        Path otherFile = TlsWorld.file("other.pem", "text before\n" + other.certificatePem() + "text after");
        assertTrust(TlsOptions.builder().caPath(folder), ResultCode.OK);
        assertTrust(TlsOptions.builder().caFile(otherFile), ResultCode.PEER_FAILED_VERIFICATION);
        assertTrust(TlsOptions.builder().caFile(otherFile).caPath(folder), ResultCode.OK);
        assertTrust(TlsOptions.builder().caFile(otherFile).systemTrust(true), ResultCode.PEER_FAILED_VERIFICATION);
        assertTrust(TlsWorld.trusting().systemTrust(true), ResultCode.OK);
        assertTrust(TlsOptions.builder(), ResultCode.PEER_FAILED_VERIFICATION);
    }

    @Test
    @Verifies("Y22")
    void files_of_no_use_fail_before_anything_is_connected_each_with_its_code(@TempDir Path folder) {
        Path text = TlsWorld.file("text", "no certificate in here");
        Path broken = TlsWorld.file("broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path open = TlsWorld.file("open", "-----BEGIN CERTIFICATE-----\nAAAA\n");
        Path missing = folder.resolve("missing");
        for (Path bad : new Path[] {text, broken, open, missing, folder}) {
            assertTrust(TlsOptions.builder().caFile(bad), ResultCode.SSL_CACERT_BADFILE);
            assertTrust(TlsWorld.trusting().crlFile(bad), ResultCode.SSL_CRL_BADFILE);
        }
        assertTrust(TlsOptions.builder().caPath(folder), ResultCode.SSL_CACERT_BADFILE);
        assertTrust(TlsOptions.builder().caPath(missing), ResultCode.SSL_CACERT_BADFILE);
        assertTrust(TlsOptions.builder().caPath(text), ResultCode.SSL_CACERT_BADFILE);
    }

    @ParameterizedTest
    @CsvSource({
        "ECDHE-ECDSA-AES128-GCM-SHA256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-AES256-SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "DHE-RSA-AES128-SHA ECDHE-ECDSA-AES128-SHA,TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
    })
    @Verifies("Y23")
    void ciphers_are_known_by_the_names_of_openssl_and_of_iana(String names, String negotiated) {
        try (TlsWorld world = new TlsWorld()) {
            Recording done = world.get(TlsWorld.trusting()
                    .maxVersion(TlsVersion.TLS_1_2)
                    .ciphers(names)
                    .build());
            assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
            assertThat(world.session(1).engine().getSession().getCipherSuite()).isEqualTo(negotiated);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HIGH",
                "DEFAULT:!aNULL",
                "ECDHE-RSA-NONSENSE",
                "ECDHE-RSA-AES128-GCM-SHA256:NO-SUCH",
                "TLS_AES_128_GCM_SHA256"
            })
    @Verifies("Y23")
    void a_cipher_that_nobody_knows_is_refused_by_name_before_anything_is_connected(String names) {
        String bad = names.contains("NO-SUCH") ? "NO-SUCH" : names.split(":", -1)[0];
        assertTrust(TlsWorld.trusting().ciphers(names), ResultCode.SSL_CIPHER, bad);
        assertTrust(TlsWorld.trusting().tls13Ciphers("TLS_AES_128_GCM"), ResultCode.SSL_CIPHER, "TLS_AES_128_GCM");
    }

    @Test
    @Verifies("Y21")
    void passwords_are_in_no_text() {
        TlsOptions options = TlsOptions.builder()
                .identity(Path.of("cert"), Path.of("key"), "hush-hush")
                .build();
        assertThat(options.toString()).contains("cert").contains("key").doesNotContain("hush");
        assertThat(options.identity().toString()).doesNotContain("hush");
    }

    private static void assertTrust(TlsOptions.Builder tls, ResultCode code) {
        assertTrust(tls, code, "");
    }

    private static void assertTrust(TlsOptions.Builder tls, ResultCode code, String story) {
        try (TlsWorld world = new TlsWorld()) {
            Recording done = world.get(tls.build());
            assertThat(done.code()).as("%s", done.result()).isEqualTo(code);
            boolean isAnswer = code == ResultCode.OK || code == ResultCode.PEER_FAILED_VERIFICATION;
            assertThat(done.result().message()).contains(story);
            assertThat(world.server().connections()).hasSize(isAnswer ? 1 : 0);
            world.sim.assertClean();
        }
    }
}
