package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TransferOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs whose scheme is not written, or not as it should be: the command and the engine take them for the same. */
class GuessedSchemeTest {

    private static ScriptedServer secure;
    private static ScriptedServer plain;
    private static String ca;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Keytool.make(directory, "server", "dns:localhost");
        Path keys = directory.resolve("server.p12");
        ca = directory.resolve("server.pem").toString();
        SSLContext context = Keytool.context(keys, keys);
        secure = ScriptedServer.serving(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                CommandTest::serve);
        plain = ScriptedServer.serving(CommandTest::serve);
    }

    @AfterAll
    static void stop() throws Exception {
        secure.close();
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "https:/", "https:///", "HTTPS://", "Https:/", "hTTpS:///"})
    @Verifies("SEC50")
    void options_of_tls_count_however_https_is_written(String before) {
        String url = before + "localhost:" + secure.port() + "/hello";
        assertThat(Sact.run("--cacert", ca, url)).isEqualTo(new Sact(0, "hello", ""));
        assertThat(Sact.run(url).code()).isEqualTo(60);
        assertThat(Sact.run("-k", url).code()).isZero();
        assertThat(Sact.run("-k", "--pinnedpubkey", "sha256//" + "A".repeat(43) + "=", url)
                        .code())
                .isEqualTo(90);
        assertThat(Sact.run("-k", "--ciphers", "NONE", url).code()).isEqualTo(59);
        assertThat(Sact.run("--cacert", "/no/such/file", url).code()).isEqualTo(77);
        assertThat(Sact.run("--cacert", ca, "-w", "%{scheme}", url).out()).isEqualTo("hellohttps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "http:/", "http:///", "HTTP://"})
    @Verifies("SEC50")
    void without_https_it_is_plain_http_and_a_server_of_tls_hears_no_request(String before) {
        assertThat(Sact.run(before + "localhost:" + plain.port() + "/hello")).isEqualTo(new Sact(0, "hello", ""));
        Sact other = Sact.run("--cacert", ca, before + "localhost:" + secure.port() + "/hello");
        assertThat(other.code()).isNotZero();
        assertThat(other.out()).doesNotContain("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "h/x",
                "h:443",
                "h:443/",
                "u:p@h",
                "https.example",
                "https",
                "127.0.0.1",
                "[::1]:443",
                "http:/h",
                "https:/h",
                "https://h",
                "https:///h",
                "HTTPS:/h",
                "h/https://x",
                "h?https://x",
                "h#https://x"
            })
    @Verifies("SEC50")
    void every_option_of_tls_reaches_the_transfer_whatever_its_url_looks_like(String url) {
        TlsOptions expected = tls("https://h/");
        assertThat(expected).isNotEqualTo(TlsOptions.DEFAULT);
        assertThat(tls(url)).isEqualTo(expected);
        assertThat(expected.trust().verifyPeer()).isFalse();
        assertThat(expected.trust().caFile()).isEqualTo(Path.of("ca"));
        assertThat(expected.identity().password()).isEqualTo("pw");
    }

    private static TlsOptions tls(String url) {
        List<String> args = new ArrayList<>(List.of("-k", "--cacert", "ca", "--capath", "dir", "--crlfile", "crl"));
        args.addAll(List.of("-E", "cert", "--key", "key", "--pass", "pw", "--pinnedpubkey", "pin", "--ciphers", "a"));
        args.addAll(List.of("--tls13-ciphers", "b", "--tlsv1.3", "--no-alpn", url));
        TransferOptions options = Arguments.options(args.toArray(new String[0]));
        assertThat(options.url()).isEqualTo(url);
        return options.tls();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/, s",
        "https:/h/, s",
        "https:///h/, s",
        "HTTPS:/h/, s",
        "h/, p",
        "h:443/, p",
        "http:/h/, p",
        "http:///h, p",
        "h/https://x, p",
        "https.example/, p",
        "https:443/, p"
    })
    @Verifies("SEC50")
    void the_proxy_of_the_environment_is_that_for_the_scheme_that_is_spoken(String url, String host) {
        Map<String, String> environment = Map.of("https_proxy", "s:1", "http_proxy", "p:1");
        TransferOptions options = Arguments.options(environment, url);
        assertThat(Objects.requireNonNull(options.proxy().proxy()).host()).isEqualTo(host);
    }

    @Test
    @Verifies("SEC50")
    void options_that_would_change_the_guess_are_refused_and_not_passed_over() {
        for (String option : List.of("--proto-default", "--proto", "--proto-redir", "--ssl-reqd")) {
            Sact sact = Sact.run(option, "https", "localhost:" + plain.port() + "/hello");
            assertThat(sact.code()).isEqualTo(2);
            assertThat(sact.out()).isEmpty();
        }
    }
}
