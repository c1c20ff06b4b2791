package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.testkit.ProxyServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.Proxy.Kind;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with a proxy, TLS through a proxy, and both: who is asked to prove what, and who hears which secret. */
final class ProxyTlsTest {

    private static final String PASSWORD = "password";
    private static final String BASIC = "Basic dXNlcjpwdw==";

    private static Path folder;

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private ProxyServer proxy;
    private ProxyServer tlsProxy;

    @BeforeAll
    static void make_certificates(@TempDir Path temporary) throws Exception {
        folder = temporary;
        makeCertificate("server");
        makeCertificate("proxy");
    }

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.serving(listener("server"), connection -> {
            for (String head = connection.readRequest(); !head.isEmpty(); head = connection.readRequest()) {
                heads.add(head);
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
            }
        });
        proxy = ProxyServer.basic("user", "pw");
        tlsProxy = ProxyServer.basic("user", "pw", listener("proxy"));
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        tlsProxy.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"HTTP", "HTTPS"})
    @Verifies({"SEC12", "SEC13"})
    void tls_through_a_tunnel(Kind kind) {
        ProxyServer used = kind == Kind.HTTP ? proxy : tlsProxy;
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            for (int i = 0; i < 3; i++) {
                Recording get = recording(kind, used, trusting("server"), trusting("proxy"));
                Transfer transfer = loop.multi().add(get.options());
                loop.run();
                assertThat(transfer.result()).hasToString("OK");
                assertThat(get.bodyText()).isEqualTo("secret");
                assertThat(transfer.info().newConnections()).isEqualTo(i == 0 ? 1 : 0);
            }
        }
        assertThat(heads)
                .hasSize(3)
                .noneMatch(head -> head.contains("Proxy-") || head.contains(BASIC))
                .allMatch(head -> head.contains("\r\nAuthorization: for the server\r\n"));
        assertThat(used.requests()).hasSize(1).noneMatch(head -> head.contains("for the server"));
        assertThat(used.requests().get(0))
                .startsWith("CONNECT 127.0.0.1:" + server.port())
                .contains(BASIC);
    }

    @ParameterizedTest
    @CsvSource({"server, server", "proxy, proxy"})
    void each_peer_must_prove_itself_by_its_own_trust(String forServer, String forProxy) {
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            Recording get = recording(Kind.HTTPS, tlsProxy, trusting(forServer), trusting(forProxy));
            Transfer transfer = loop.multi().add(get.options());
            loop.run();
            assertThat(transfer.result())
                    .extracting(TransferResult::code)
                    .isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(get.body()).isEmpty();
        }
        assertThat(heads).isEmpty();
        if (forProxy.equals("server")) {
            assertThat(tlsProxy.requests())
                    .as("no login before the proxy has proved itself")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    @Verifies("SEC46")
    void a_key_is_pinned_for_each_peer_alone_though_one_speaks_tls_inside_the_others(
            boolean verifies, boolean isServers) {
        String wrong = "sha256//" + "A".repeat(43) + "=";
        TlsOptions pinning = TlsOptions.builder()
                .caFile(folder.resolve((isServers ? "server" : "proxy") + ".pem"))
                .verifyPeer(verifies)
                .pinnedPublicKey(wrong)
                .build();
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            TlsOptions tls = isServers ? pinning : trusting("server");
            Recording get = recording(Kind.HTTPS, tlsProxy, tls, isServers ? trusting("proxy") : pinning);
            for (int i = 0; i < 2; i++) {
                Transfer transfer = loop.multi().add(get.options());
                loop.run();
                assertThat(transfer.result())
                        .extracting(TransferResult::code)
                        .isEqualTo(ResultCode.SSL_PINNEDPUBKEYNOTMATCH);
            }
        }
        assertThat(heads).isEmpty();
        assertThat(tlsProxy.requests()).hasSize(isServers ? 2 : 0);
    }

    @Test
    void a_proxy_that_is_spoken_to_in_tls_forwards_plain_requests() throws Exception {
        try (ScriptedServer plain = ScriptedServer.serving(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain");
                });
                EventLoop loop = new EventLoop(new NioBackend())) {
            for (int i = 0; i < 2; i++) {
                Recording get = new Recording(TransferOptions.builder("http://127.0.0.1:" + plain.port() + "/")
                        .proxy(options(Kind.HTTPS, tlsProxy, trusting("proxy")))
                        .build());
                Transfer transfer = loop.multi().add(get.options());
                loop.run();
                assertThat(transfer.result()).hasToString("OK");
                assertThat(get.bodyText()).isEqualTo("plain");
                assertThat(transfer.info().newConnections()).isEqualTo(i == 0 ? 1 : 0);
            }
            assertThat(tlsProxy.requests()).hasSize(2).allMatch(head -> head.startsWith("GET http://127.0.0.1:"));
        }
    }

    private Recording recording(Kind kind, ProxyServer used, TlsOptions tls, TlsOptions proxyTls) {
        return new Recording(TransferOptions.builder("https://127.0.0.1:" + server.port() + "/")
                .tls(tls)
                .header("Authorization", "for the server")
                .proxy(options(kind, used, proxyTls))
                .build());
    }

    private static ProxyOptions options(Kind kind, ProxyServer used, TlsOptions tls) {
        return ProxyOptions.builder()
                .proxy(new Proxy(kind, "127.0.0.1", used.port(), "user", "pw"))
                .tls(tls)
                .build();
    }

    private static TlsOptions trusting(String name) {
        return TlsOptions.builder().caFile(folder.resolve(name + ".pem")).build();
    }

    private static ServerSocket listener(String name) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static void makeCertificate(String name) throws Exception {
        String keys = folder.resolve(name + ".p12").toString();
        List<String> store = List.of("-alias", name, "-keystore", keys, "-storepass", PASSWORD, "-storetype", "PKCS12");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1");
        keytool(
                store,
                "-exportcert",
                "-rfc",
                "-file",
                folder.resolve(name + ".pem").toString());
    }

    private static void keytool(List<String> store, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(more));
        command.addAll(store);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
