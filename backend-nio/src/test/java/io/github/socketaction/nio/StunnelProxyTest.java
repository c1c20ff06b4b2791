package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedConnection;
import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.Proxy.Kind;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTPS proxy that nobody here wrote: stunnel before a squid that wants a login. Needs both. */
final class StunnelProxyTest {

    private static final int BODY = 200_000;
    /** What stunnel logs when it goes on to squid. */
    private static final String PASSED_ON = "connected remote server";

    private static final TestIdentity PROXIES = TestCertificates.authority("CN=Authority of proxies");
    private static final TestIdentity SERVERS = TestCertificates.authority("CN=Authority of servers");
    private static final TestIdentity PROXY = TestCertificates.localhost(PROXIES);
    private static final TestIdentity SERVER = TestCertificates.localhost(SERVERS);

    private final Path folder;
    private final List<Ending> endings = new ArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private ProxyProgram stunnel;
    private ScriptedServer plain;
    private ScriptedServer secured;

    StunnelProxyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() throws IOException {
        ProxyProgram squid = ProxyProgram.squidWithBasic();
        endings.add(squid::close);
        stunnel = ProxyProgram.stunnel(PROXY, squid);
        endings.add(stunnel::close);
        plain = ScriptedServer.serving(this::serve);
        endings.add(plain::close);
        ServerSocket listener = SERVER.serverContext(null)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        secured = ScriptedServer.serving(listener, this::serve);
        endings.add(secured::close);
    }

    /** The last one first; whatever could be started, should one not be installed. */
    @AfterEach
    void stop() throws IOException {
        for (int i = endings.size() - 1; i >= 0; i--) {
            endings.get(i).end();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void plain_http(boolean tunnel) throws IOException {
        ProxyOptions options = through(trusting(PROXIES)).tunnel(tunnel).build();
        assertServes("http://127.0.0.1:" + plain.port() + "/x", options, trusting(SERVERS));
        assertThat(heads).hasSize(3).allMatch(head -> head.startsWith("GET /x HTTP/1.1\r\n"));
        assertThat(heads).noneMatch(head -> head.contains("Proxy-Authorization"));
    }

    @Test
    @Verifies("V19")
    void tls_within_tls() throws IOException {
        assertServes(securedUrl(), through(trusting(PROXIES)).build(), trusting(SERVERS));
        assertThat(heads).hasSize(3).noneMatch(head -> head.contains("Proxy-"));
        assertThat(stunnel.toString()).contains(PASSED_ON);
    }

    @Test
    void squid_hears_the_login_and_refuses_others() throws IOException {
        Proxy wrong = new Proxy(Kind.HTTPS, "127.0.0.1", stunnel.port(), ProxyProgram.USER, "wrong");
        ProxyOptions options =
                ProxyOptions.builder().proxy(wrong).tls(trusting(PROXIES)).build();
        assertFails(securedUrl(), options, trusting(SERVERS), ResultCode.RECV_ERROR, "response 407");
    }

    @Test
    @Verifies("V19")
    void a_proxy_of_another_authority_is_refused_before_it_hears_anything() throws IOException {
        assertFails(
                securedUrl(),
                through(trusting(SERVERS)).build(),
                trusting(SERVERS),
                ResultCode.PEER_FAILED_VERIFICATION,
                "unknown authority");
        assertThat(stunnel.toString()).doesNotContain(PASSED_ON);
    }

    @Test
    @Verifies("V19")
    void a_proxy_is_taken_without_proof_when_that_is_said_of_it_and_the_server_is_not() throws IOException {
        ProxyOptions options = through(
                        TlsOptions.builder().verifyPeer(false).verifyHost(false).build())
                .build();
        assertServes(securedUrl(), options, trusting(SERVERS));
        heads.clear();
        assertFails(securedUrl(), options, trusting(PROXIES), ResultCode.PEER_FAILED_VERIFICATION, "unknown authority");
    }

    /** Three transfers one after the other over one connection: all are whole. */
    private void assertServes(String url, ProxyOptions proxy, TlsOptions tls) {
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            for (int i = 0; i < 3; i++) {
                Recording get = recording(url, proxy, tls);
                Transfer transfer = loop.multi().add(get.options());
                loop.run();
                assertThat(transfer.result()).as("by %s", stunnel).hasToString("OK");
                assertThat(get.body()).hasSize(BODY);
                assertThat(transfer.info().newConnections()).isEqualTo(i == 0 ? 1 : 0);
            }
        }
    }

    private void assertFails(String url, ProxyOptions proxy, TlsOptions tls, ResultCode code, String named) {
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            Recording get = recording(url, proxy, tls);
            Transfer transfer = loop.multi().add(get.options());
            loop.run();
            TransferResult result = transfer.result();
            assertThat(result).isNotNull();
            assertThat(result.code()).as("%s by %s", result, stunnel).isEqualTo(code);
            assertThat(result.message()).contains(named).contains("127.0.0.1").doesNotContain(ProxyProgram.PASSWORD);
            assertThat(get.body()).isEmpty();
            assertThat(heads).isEmpty();
        }
    }

    private static Recording recording(String url, ProxyOptions proxy, TlsOptions tls) {
        return new Recording(TransferOptions.builder(url).proxy(proxy).tls(tls).build());
    }

    private ProxyOptions.Builder through(TlsOptions tls) {
        return ProxyOptions.builder()
                .proxy(new Proxy(Kind.HTTPS, "127.0.0.1", stunnel.port(), ProxyProgram.USER, ProxyProgram.PASSWORD))
                .tls(tls);
    }

    private String securedUrl() {
        return "https://127.0.0.1:" + secured.port() + "/x";
    }

    private TlsOptions trusting(TestIdentity authority) throws IOException {
        Path file = folder.resolve(authority.certificate().getSerialNumber() + ".pem");
        return TlsOptions.builder()
                .caFile(Files.writeString(file, authority.certificatePem()))
                .build();
    }

    private void serve(ScriptedConnection connection) throws IOException {
        for (String head = connection.readRequest(); !head.isEmpty(); head = connection.readRequest()) {
            heads.add(head);
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + BODY + "\r\n\r\n" + "x".repeat(BODY));
        }
    }

    /** Stops one of the programs and servers. */
    @FunctionalInterface
    private interface Ending {
        void end() throws IOException;
    }
}
