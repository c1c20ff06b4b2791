package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options for TLS, against a server with a certificate for localhost and good.test that nobody trusts unasked. */
class HttpsTest {

    private static Path directory;
    private static ScriptedServer server;
    private static ScriptedServer asking;
    private static String ca;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        Keytool.make(directory, "server", "dns:localhost,dns:good.test");
        Keytool.make(directory, "client", "dns:client.test");
        ca = directory.resolve("server.pem").toString();
        SSLContext context = Keytool.context(directory.resolve("server.p12"), directory.resolve("client.p12"));
        server = ScriptedServer.serving(listener(context), CommandTest::serve);
        SSLServerSocket strict = listener(context);
        strict.setNeedClientAuth(true);
        asking = ScriptedServer.serving(strict, CommandTest::serve);
    }

    private static SSLServerSocket listener(SSLContext context) throws Exception {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        asking.close();
    }

    @Test
    void a_certificate_that_nobody_trusts_is_60() {
        Sact sact = get(server, "good.test");
        assertThat(sact.code()).isEqualTo(60);
        assertThat(sact.out()).isEmpty();
        assertThat(sact.err()).startsWith("sact: (60) ");
    }

    @Test
    void a_trusted_certificate_is_accepted() {
        assertThat(get(server, "good.test", "--cacert", ca)).isEqualTo(new Sact(0, "hello", ""));
    }

    @Test
    void a_directory_of_certificates_is_trusted() throws Exception {
        Path trusted = Files.createDirectories(directory.resolve("trusted"));
        Files.copy(Path.of(ca), trusted.resolve("one.pem"));
        assertThat(get(server, "good.test", "--capath", trusted.toString())).isEqualTo(new Sact(0, "hello", ""));
    }

    @Test
    void a_file_of_the_environment_is_trusted_unless_an_option_says_otherwise() {
        Map<String, String> environment = Map.of("SSL_CERT_FILE", ca);
        String[] args = args(server, "good.test");
        assertThat(Sact.withEnvironment(environment, args)).isEqualTo(new Sact(0, "hello", ""));
        String other = directory.resolve("client.pem").toString();
        assertThat(Sact.withEnvironment(environment, args(server, "good.test", "--cacert", other))
                        .code())
                .isEqualTo(60);
    }

    @Test
    void a_certificate_for_another_host_is_60() {
        Sact sact = get(server, "bad.test", "--cacert", ca);
        assertThat(sact.code()).isEqualTo(60);
        assertThat(sact.err()).contains("bad.test");
    }

    @Test
    void insecure_accepts_every_certificate() {
        assertThat(get(server, "good.test", "-k")).isEqualTo(new Sact(0, "hello", ""));
        assertThat(get(server, "bad.test", "--insecure")).isEqualTo(new Sact(0, "hello", ""));
    }

    @Test
    void the_servers_key_is_compared_even_when_insecure() throws Exception {
        byte[] key = Keytool.store(directory.resolve("server.p12"))
                .getCertificate("server")
                .getPublicKey()
                .getEncoded();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
        String pin = "sha256//" + Base64.getEncoder().encodeToString(hash);
        assertThat(get(server, "good.test", "-k", "--pinnedpubkey", pin).code()).isZero();
        String wrong = "sha256//" + Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(get(server, "good.test", "-k", "--pinnedpubkey", wrong).code())
                .isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({
        "77, --cacert",
        "82, --crlfile",
        "58, --cert",
        "58, --key",
    })
    void a_file_that_is_missing_has_curls_code_and_is_named(int code, String option) {
        String missing = directory.resolve("missing.pem").toString();
        String client = directory.resolve("client.pem").toString();
        String[] more =
                switch (option) {
                    case "--cacert" -> new String[] {option, missing};
                    case "--key" -> new String[] {"-k", "--cert", client, option, missing};
                    default -> new String[] {"--cacert", ca, option, missing};
                };
        Sact sact = get(server, "good.test", more);
        assertThat(sact.code()).isEqualTo(code);
        assertThat(sact.err()).startsWith("sact: (" + code + ") ").contains("missing.pem");
    }

    @Test
    void a_cipher_that_nobody_knows_is_59() {
        Sact sact = get(server, "good.test", "-k", "--ciphers", "NO-SUCH-CIPHER");
        assertThat(sact.code()).isEqualTo(59);
        assertThat(sact.err()).contains("NO-SUCH-CIPHER");
    }

    @Test
    void each_version_of_tls_can_be_asked_for() {
        assertThat(get(server, "good.test", "-k", "--tls-max", "1.2").code()).isZero();
        assertThat(get(server, "good.test", "-k", "--tlsv1.3").code()).isZero();
        assertThat(get(server, "good.test", "-k", "--tls-max", "1.2", "--ciphers", "ECDHE-ECDSA-AES128-GCM-SHA256")
                        .code())
                .isZero();
        assertThat(get(server, "good.test", "-k", "--tlsv1.3", "--tls13-ciphers", "TLS_AES_128_GCM_SHA256")
                        .code())
                .isZero();
        assertThat(get(server, "good.test", "-k", "--no-alpn").code()).isZero();
    }

    @Test
    void a_server_that_asks_gets_the_certificate() {
        String store = directory.resolve("client.p12").toString();
        assertThat(get(asking, "good.test", "-k", "--cert-type", "P12", "-E", store + ":" + Keytool.PASSWORD))
                .isEqualTo(new Sact(0, "hello", ""));
        assertThat(get(asking, "good.test", "-k", "--cert-type", "p12", "-E", store, "--pass", Keytool.PASSWORD))
                .isEqualTo(new Sact(0, "hello", ""));
        assertThat(get(asking, "good.test", "-k").code()).isIn(35, 56);
    }

    @Test
    void a_wrong_password_is_58_and_never_shown() {
        String store = directory.resolve("client.p12").toString();
        Sact sact = get(asking, "good.test", "-kv", "--cert-type", "P12", "-E", store + ":not-this-one");
        assertThat(sact.code()).isEqualTo(58);
        assertThat(sact.err()).contains("client.p12").doesNotContain("not-this-one");
        Sact other = get(asking, "good.test", "-kv", "--cert-type", "P12", "-E", store, "--pass", "not-this-one");
        assertThat(other.code()).isEqualTo(58);
        assertThat(other.err()).doesNotContain("not-this-one");
    }

    @Test
    void the_times_of_tls_are_told() {
        Sact sact = get(
                server,
                "good.test",
                "-k",
                "-w",
                " %{scheme} %{ssl_verify_result} %{time_connect} %{time_appconnect} %{time_total}");
        assertThat(sact.out()).startsWith("hello https 0 ");
        String[] words = sact.out().split(" ", -1);
        double connected = Double.parseDouble(words[3]);
        double secured = Double.parseDouble(words[4]);
        assertThat(secured)
                .isPositive()
                .isGreaterThanOrEqualTo(connected)
                .isLessThanOrEqualTo(Double.parseDouble(words[5]));
        Sact refused = get(server, "good.test", "-s", "-w", "%{ssl_verify_result} %{http_code}");
        assertThat(refused.out()).isEqualTo("1 000");
    }

    private static Sact get(ScriptedServer from, String host, String... more) {
        return Sact.run(args(from, host, more));
    }

    private static String[] args(ScriptedServer from, String host, String... more) {
        String[] args = new String[more.length + 3];
        System.arraycopy(more, 0, args, 0, more.length);
        args[more.length] = "--resolve";
        args[more.length + 1] = host + ":" + from.port() + ":127.0.0.1";
        args[more.length + 2] = "https://" + host + ":" + from.port() + "/hello";
        return args;
    }
}
