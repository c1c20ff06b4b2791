package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.testkit.ProxyServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.Proxy.Kind;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers through real proxies over real sockets: squid, microsocks, Dante where installed, and the testkit's own. */
final class ProxyServersTest {

    private static final int BODY = 200_000;

    private ScriptedServer server;

    @BeforeEach
    void start_server() throws IOException {
        server = ScriptedServer.serving(connection -> {
            for (String head = connection.readRequest(); !head.isEmpty(); head = connection.readRequest()) {
                boolean said = head.contains("Proxy-") || head.startsWith("CONNECT");
                String body = said ? "proxy words" : "x".repeat(BODY);
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    @AfterEach
    void stop_server() throws IOException {
        server.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.port() + "/x";
    }

    private static Proxy proxy(Kind kind, int port, boolean loggedIn) {
        return loggedIn
                ? new Proxy(kind, "127.0.0.1", port, ProxyProgram.USER, ProxyProgram.PASSWORD)
                : new Proxy(kind, "127.0.0.1", port);
    }

    /** A transfer that is over, and its body. */
    private record Done(Transfer transfer, String body) {

        private TransferResult result() {
            TransferResult result = transfer.result();
            if (result == null) {
                throw new AssertionError(transfer + " is not over");
            }
            return result;
        }
    }

    private static Done run(EventLoop loop, String url, ProxyOptions options) {
        Recording recording =
                new Recording(TransferOptions.builder(url).proxy(options).build());
        Transfer transfer = loop.multi().add(recording.options());
        loop.run();
        return new Done(transfer, recording.bodyText());
    }

    /** Three transfers one after the other: all are whole, and connections are used again. */
    private void assertServes(ProxyOptions options) {
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            for (int i = 0; i < 3; i++) {
                Done get = run(loop, url(), options);
                assertThat(get.result().isOk()).as("%s", get.result()).isTrue();
                assertThat(get.body).hasSize(BODY);
                if (i > 0) {
                    assertThat(get.transfer.info().newConnections()).isZero();
                }
            }
        }
    }

    private void assertFails(ProxyOptions options, ResultCode code, String named) {
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            Done get = run(loop, url(), options);
            assertThat(get.result().code()).as("%s", get.result()).isEqualTo(code);
            assertThat(get.result().message()).contains(named).doesNotContain(ProxyProgram.PASSWORD);
            assertThat(get.body).isEmpty();
        }
    }

    /** A refusal that a forwarding proxy means is the response. */
    private void assertRefused(ProxyOptions options) {
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            Done get = run(loop, url(), options);
            assertThat(get.result().isOk()).as("%s", get.result()).isTrue();
            assertThat(get.transfer.info().status()).isEqualTo(407);
            assertThat(get.body).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void squid(boolean tunnel) {
        try (ProxyProgram squid = ProxyProgram.squid()) {
            ProxyOptions.Builder options = ProxyOptions.builder().proxy(proxy(Kind.HTTP, squid.port(), false));
            assertServes(options.tunnel(tunnel).build());
            assertServes(
                    options.proxy(proxy(Kind.HTTP_1_0, squid.port(), false)).build());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, BASIC", "true, ANY", "false, BASIC"})
    void squid_with_basic_authentication(boolean tunnel, Auth auth) {
        try (ProxyProgram squid = ProxyProgram.squidWithBasic()) {
            ProxyOptions.Builder options = ProxyOptions.builder().tunnel(tunnel).auth(auth);
            assertServes(options.proxy(proxy(Kind.HTTP, squid.port(), true)).build());
            if (tunnel) {
                Proxy wrong = proxy(Kind.HTTP, squid.port(), true).withLogin(ProxyProgram.USER, "wrong");
                assertFails(options.proxy(wrong).build(), ResultCode.RECV_ERROR, "response 407");
                Proxy nobody = proxy(Kind.HTTP, squid.port(), false);
                assertFails(options.proxy(nobody).build(), ResultCode.RECV_ERROR, "wants a user");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DIGEST, true", "ANY, true", "DIGEST, false", "ANY, false"})
    void squid_with_digest_authentication(Auth auth, boolean tunnel) {
        try (ProxyProgram squid = ProxyProgram.squidWithDigest()) {
            ProxyOptions.Builder options = ProxyOptions.builder().tunnel(tunnel).auth(auth);
            assertServes(options.proxy(proxy(Kind.HTTP, squid.port(), true)).build());
            Proxy wrong = proxy(Kind.HTTP, squid.port(), true).withLogin(ProxyProgram.USER, "wrong");
            if (tunnel) {
                assertFails(options.proxy(wrong).build(), ResultCode.RECV_ERROR, "did not accept");
            } else {
                assertRefused(options.proxy(wrong).build());
            }
        }
    }

    @Test
    void squid_with_digest_authentication_is_given_a_body_once() {
        try (ProxyProgram squid = ProxyProgram.squidWithDigest();
                EventLoop loop = new EventLoop(new NioBackend())) {
            byte[] body = new byte[BODY];
            for (int i = 0; i < 2; i++) {
                int[] taken = {0};
                Transfer put = loop.multi()
                        .add(TransferOptions.builder(url())
                                .method("PUT")
                                .upload(
                                        (transfer, target) -> {
                                            int count = Math.min(target.remaining(), BODY - taken[0]);
                                            target.put(body, taken[0], count);
                                            taken[0] += count;
                                            return Flow.CONTINUE;
                                        },
                                        BODY)
                                .proxy(ProxyOptions.builder()
                                        .proxy(proxy(Kind.HTTP, squid.port(), true))
                                        .auth(Auth.DIGEST)
                                        .build())
                                .build());
                loop.run();
                assertThat(put.info().status()).as("%s", put.result()).isEqualTo(200);
                assertThat(put.info().uploadedBytes()).isEqualTo(BODY);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SOCKS5, false", "SOCKS5_HOSTNAME, false", "SOCKS5, true", "SOCKS5_HOSTNAME, true"})
    void microsocks(Kind kind, boolean wantsLogin) {
        try (ProxyProgram microsocks = ProxyProgram.microsocks(wantsLogin)) {
            assertServes(ProxyOptions.of(proxy(kind, microsocks.port(), wantsLogin)));
            if (wantsLogin) {
                Proxy wrong = proxy(kind, microsocks.port(), true).withLogin(ProxyProgram.USER, "wrong");
                assertFails(ProxyOptions.of(wrong), ResultCode.PROXY, "rejected");
                assertFails(
                        ProxyOptions.of(proxy(kind, microsocks.port(), false)),
                        ResultCode.PROXY,
                        "no authentication method");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS4", "SOCKS4A", "SOCKS5", "SOCKS5_HOSTNAME"})
    void dante(Kind kind) {
        try (ProxyProgram dante = ProxyProgram.dante()) {
            assertServes(ProxyOptions.of(proxy(kind, dante.port(), false)));
        }
    }

    @Test
    void microsocks_before_squid() {
        try (ProxyProgram microsocks = ProxyProgram.microsocks(true);
                ProxyProgram squid = ProxyProgram.squidWithDigest()) {
            assertServes(ProxyOptions.builder()
                    .preProxy(proxy(Kind.SOCKS5_HOSTNAME, microsocks.port(), true))
                    .proxy(proxy(Kind.HTTP, squid.port(), true))
                    .auth(Auth.DIGEST)
                    .tunnel(true)
                    .build());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_proxy_of_our_own_for_everybody(boolean tunnel) throws IOException {
        try (ProxyServer proxy = ProxyServer.open()) {
            assertServes(ProxyOptions.builder()
                    .proxy(proxy(Kind.HTTP, proxy.port(), false))
                    .tunnel(tunnel)
                    .build());
            assertThat(proxy.requests()).hasSize(tunnel ? 1 : 3);
            assertThat(proxy.accepted()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_proxy_of_our_own_with_basic_authentication(boolean tunnel) throws IOException {
        try (ProxyServer proxy = ProxyServer.basic(ProxyProgram.USER, ProxyProgram.PASSWORD)) {
            assertServes(ProxyOptions.builder()
                    .proxy(proxy(Kind.HTTP, proxy.port(), true))
                    .tunnel(tunnel)
                    .build());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, false, true",
        "SHA-256, false, true",
        "SHA-256-sess, true, true",
        "MD5-sess, true, true",
        "MD5, false, false",
        "SHA-256-sess, false, false",
        "MD5, true, false"
    })
    void a_proxy_of_our_own_with_digest_authentication(String algorithm, boolean closes, boolean tunnel)
            throws IOException {
        try (ProxyServer proxy = ProxyServer.digest(algorithm, ProxyProgram.USER, ProxyProgram.PASSWORD, closes)) {
            ProxyOptions.Builder options = ProxyOptions.builder().tunnel(tunnel).auth(Auth.DIGEST);
            assertServes(options.proxy(proxy(Kind.HTTP, proxy.port(), true)).build());
            assertThat(proxy.requests()).hasSize(tunnel ? 2 : 4);
            assertThat(proxy.accepted()).isEqualTo(closes ? 2 : 1);
            Proxy wrong = proxy(Kind.HTTP, proxy.port(), true).withLogin(ProxyProgram.USER, "wrong");
            if (tunnel) {
                assertFails(options.proxy(wrong).build(), ResultCode.RECV_ERROR, "did not accept");
            } else {
                assertRefused(options.proxy(wrong).build());
            }
        }
    }

    @Test
    void the_header_for_haproxy_comes_before_the_request() throws IOException {
        try (ScriptedServer behind = ScriptedServer.serving(connection -> {
                    String head = connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + head.length() + "\r\n\r\n" + head);
                });
                EventLoop loop = new EventLoop(new NioBackend())) {
            Done get = run(
                    loop,
                    "http://127.0.0.1:" + behind.port() + "/x",
                    ProxyOptions.builder().haproxy(HaproxyHeader.V1).build());
            assertThat(get.body)
                    .matches("(?s)PROXY TCP4 127\\.0\\.0\\.1 127\\.0\\.0\\.1 \\d+ " + behind.port()
                            + "\r\nGET /x HTTP/1\\.1\r\n.*");
        }
    }
}
