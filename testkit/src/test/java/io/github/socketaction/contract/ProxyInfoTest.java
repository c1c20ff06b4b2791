package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.connecting;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static io.github.socketaction.contract.ProxyScripts.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transfer says of its proxy and of its connection. */
class ProxyInfoTest {

    private static final String URL = "http://server.example/";
    private static final String REFUSED = "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno";
    private static final String[] ANSWER = {"HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n", "\r\n"};

    private static Recording shown(Simulation sim) {
        return get(sim, URL, proxy("http"), options -> options.tunnel(true).tunnelHeaders(true));
    }

    @Test
    @Verifies("V20")
    void the_answer_to_connect_is_in_the_figures_of_whom_the_tunnel_was_made_for() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            TransferInfo first = tunnel(sim, URL, proxy("http")).transfer().info();
            assertThat(first.connectionId()).isEqualTo(-1);
            assertThat(first.connectStatus()).isZero();
            sim.runUntilDone();
            assertThat(first.connectStatus()).isEqualTo(200);
            assertThat(first.usedProxy()).isTrue();
            assertThat(first.connectionId()).isZero();
            assertThat(first.headerBytes())
                    .isEqualTo(ESTABLISHED.length() + String.join("", ANSWER).length());
            assertThat(first.requestBytes())
                    .isEqualTo(String.join("", proxy.requests()).length());
            TransferInfo second = tunnel(sim, URL, proxy("http")).transfer().info();
            sim.runUntilDone();
            assertThat(second.connectStatus()).isZero();
            assertThat(second.usedProxy()).isTrue();
            assertThat(second.connectionId()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V20")
    void the_last_answer_counts_also_a_refusal() {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).onAccept(connecting(REFUSED));
            Recording get = tunnel(sim, URL, proxy("http"));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(get.transfer().info().connectStatus()).isEqualTo(403);
            assertThat(get.transfer().info().status()).isZero();
            assertThat(get.transfer().info().usedProxy()).isTrue();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V20")
    void without_a_proxy_or_with_one_that_is_not_for_the_host_none_is_used() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording direct = sim.get("/");
            Recording excepted = get(sim, direct.options().url(), proxy("http"), options -> options.noProxy("*"));
            sim.runUntilDone();
            assertThat(direct.transfer().info().usedProxy()).isFalse();
            assertThat(excepted.transfer().info().usedProxy()).isFalse();
            assertThat(direct.transfer().info().connectStatus()).isZero();
            assertThat(direct.transfer().info().connectionId())
                    .isNotEqualTo(excepted.transfer().info().connectionId());
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "socks5h", "socks4a"})
    @Verifies("V20")
    void a_proxy_of_any_kind_counts_even_if_nobody_is_there(String kind) {
        try (Simulation sim = new Simulation()) {
            Recording get = get(sim, URL, proxy(kind));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(get.transfer().info().usedProxy()).isTrue();
            assertThat(get.transfer().info().connectionId()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V21")
    void the_lines_of_every_answer_to_connect_come_when_asked_for() {
        DigestAuthority authority = new DigestAuthority("r", "MD5", "u", "p");
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (!request.startsWith("CONNECT")) {
                            connection.send(Responses.ok("hello"));
                        } else if (request.contains("Digest")) {
                            connection.send("HTTP/1.1 102 Wait\r\n\r\n" + ESTABLISHED);
                        } else {
                            connection.send("HTTP/1.1 407 No\r\nProxy-Authenticate: " + authority.challenge(false)
                                    + "\r\nContent-Length: 2\r\n\r\nno");
                        }
                    }));
            Recording get = get(sim, URL, proxy("http", "u", "p"), options -> options.tunnel(true)
                    .tunnelHeaders(true)
                    .auth(Auth.DIGEST));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(get.headerLines())
                    .filteredOn(line -> line.startsWith("HTTP"))
                    .containsExactly(
                            "HTTP/1.1 407 No\r\n",
                            "HTTP/1.1 102 Wait\r\n",
                            "HTTP/1.1 200 Connection established\r\n",
                            "HTTP/1.1 200 OK\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V21")
    void the_head_of_a_refusal_comes_too_but_never_its_body() {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).onAccept(connecting(REFUSED));
            Recording get = shown(sim);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(get.headerLines()).containsExactly("HTTP/1.1 403 No\r\n", "Content-Length: 2\r\n", "\r\n");
            assertThat(get.bodyText()).isEmpty();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Verifies("V21")
    void a_pause_at_any_line_holds_the_tunnel_without_spinning_and_the_limit_goes_on(int at) {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT)
                    .onAccept(connecting("HTTP/1.1 200 Connection established\r\nVia: 1.1 x\r\n\r\n"));
            Recording get = shown(sim);
            int[] lines = {0};
            get.onHeader((transfer, line) -> ++lines[0] == at ? Flow.PAUSE : Flow.CONTINUE);
            sim.settle();
            assertThat(lines[0]).isEqualTo(at);
            long calls = sim.multi().calls();
            sim.runFor(Duration.ofSeconds(60));
            assertThat(sim.multi().calls()).isEqualTo(calls);
            sim.multi().allAction();
            assertThat(lines[0]).isEqualTo(at);
            sim.multi().unpause(get.transfer(), Direction.RECEIVING);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(get.headerLines()).hasSize(6);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V21")
    void a_transfer_paused_before_hears_nothing_until_it_goes_on() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            Recording get = shown(sim);
            sim.multi().pause(get.transfer(), Direction.RECEIVING);
            sim.settle();
            sim.multi().allAction();
            assertThat(proxy.requests()).hasSize(1);
            assertThat(get.headerLines()).isEmpty();
            sim.multi().unpause(get.transfer(), Direction.RECEIVING);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Verifies("V21")
    void a_callback_may_abort_throw_or_remove_at_any_line(int at) {
        ended(at, ResultCode.WRITE_ERROR, "said abort", 0);
        ended(at, ResultCode.WRITE_ERROR, "disk gone", 1);
        ended(at, null, "", 2);
    }

    private static void ended(int at, @Nullable ResultCode code, String words, int how) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connecting("HTTP/1.1 200 Connection established\r\nVia: 1.1 x\r\n\r\n"));
            Recording get = shown(sim);
            int[] lines = {0};
            get.onHeader((transfer, line) -> {
                if (++lines[0] != at) {
                    return Flow.CONTINUE;
                }
                if (how == 1) {
                    throw new IllegalStateException("disk gone");
                }
                if (how == 2) {
                    sim.multi().remove(transfer);
                }
                return how == 0 ? Flow.ABORT : Flow.CONTINUE;
            });
            sim.settle();
            if (code == null) {
                assertThat(get.isDone()).isFalse();
            } else {
                assertThat(get.code()).isEqualTo(code);
                assertThat(get.result().message()).contains(words);
            }
            assertThat(lines[0]).isEqualTo(at);
            assertThat(proxy.requests()).hasSize(1);
            assertThat(sim.counts().connections()).isZero();
            sim.assertClean();
        }
    }
}
