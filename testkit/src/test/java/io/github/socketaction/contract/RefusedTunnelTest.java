package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_4;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_5;
import static io.github.socketaction.contract.ProxyScripts.NO_LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.bytes;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ResultCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that lead nowhere, and peers that speak before TLS does: nothing of it is believed, and nothing is left of it. */
class RefusedTunnelTest {

    private static final SSLContext SERVER = TlsWorld.LOCALHOST.serverContext(null);
    private static final String FORGED = Responses.ok("forged");
    private static final String CHALLENGE = "Proxy-Authenticate: Digest realm=r, nonce=n, qop=auth, stale=true\r\n";

    /** A proxy's end of one connection, with TLS or without. */
    private interface Voice {
        void say(String text);

        void close();

        void after(Duration delay, Runnable action);
    }

    /** What a proxy does when it is asked for a tunnel. */
    @SuppressWarnings("ImmutableEnumChecker") // what it holds is stateless, but no annotation says so
    enum Refusal {
        WITH_LENGTH(voice -> voice.say("HTTP/1.1 403 No\r\nContent-Length: 6\r\n\r\ndenied")),
        IN_CHUNKS(voice -> voice.say("HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ndenied\r\n0\r\n\r\n")),
        IN_CHUNKS_WITHOUT_END(voice -> {
            voice.say("HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n");
            chatter(voice, "6\r\ndenied\r\n");
        }),
        UNTIL_CLOSE(voice -> {
            voice.say("HTTP/1.1 403 No\r\n\r\ndenied");
            voice.close();
        }),
        UNTIL_CLOSE_WITHOUT_END(voice -> {
            voice.say("HTTP/1.1 403 No\r\n\r\n");
            chatter(voice, "denied");
        }),
        SHORTER_THAN_SAID(voice -> {
            voice.say("HTTP/1.1 403 No\r\nContent-Length: 600\r\n\r\ndenied");
            voice.close();
        }),
        LONGER_THAN_SAID(voice -> voice.say("HTTP/1.1 403 No\r\nContent-Length: 1\r\n\r\ndenied" + FORGED)),
        WITH_A_RESPONSE_BEHIND(voice -> voice.say("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n" + FORGED)),
        ASKS_AGAIN_AND_AGAIN(voice -> voice.say("HTTP/1.1 407 No\r\n" + CHALLENGE + "Content-Length: 6\r\n\r\ndenied")),
        ASKS_AGAIN_IN_CHUNKS(voice ->
                voice.say("HTTP/1.1 407 No\r\n" + CHALLENGE + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n")),
        ASKS_AGAIN_AND_CLOSES(voice -> {
            voice.say("HTTP/1.1 407 No\r\n" + CHALLENGE + "\r\ndenied");
            voice.close();
        }),
        ASKS_AND_BREAKS_OFF(voice -> {
            voice.say("HTTP/1.1 407 No\r\n" + CHALLENGE + "Content-Length: 60\r\n\r\ndenied");
            voice.close();
        }),
        ASKS_AFTER_A_CONTINUE(voice ->
                voice.say("HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 407 No\r\n" + CHALLENGE + "Content-Length: 0\r\n\r\n")),
        ASKS_WITHOUT_A_QUESTION(voice -> voice.say("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")),
        CONTINUES_FOR_EVER(voice -> voice.say("HTTP/1.1 100 Go\r\n\r\n".repeat(20_000))),
        CONTINUES_ONLY(voice -> voice.say("HTTP/1.1 100 Go\r\n\r\n")),
        NO_HTTP(voice -> voice.say("220 ready\r\n\r\n")),
        BAD_STATUS(voice -> voice.say("HTTP/1.1 2OO OK\r\n\r\n")),
        BAD_FIELD(voice -> voice.say("HTTP/1.1 200 OK\r\n: x\r\nnothing\r\n\r\n")),
        BAD_CHUNK(voice ->
                voice.say("HTTP/1.1 407 No\r\n" + CHALLENGE + "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n")),
        NUL(voice -> voice.say("HTTP/1.1 200 OK\r\nA: \0\r\n\r\n" + "\0".repeat(9))),
        HALF_A_HEAD(voice -> voice.say("HTTP/1.1 200 OK\r\nA")),
        SILENCE(voice -> {}),
        A_CLOSE(Voice::close),
        BEHIND_THE_HEAD(voice -> voice.say(ESTABLISHED + FORGED)),
        BEHIND_THE_HEAD_LATER(voice -> {
            voice.say(ESTABLISHED);
            voice.say(FORGED);
        });

        private final Consumer<Voice> script;

        Refusal(Consumer<Voice> script) {
            this.script = script;
        }

        private static void chatter(Voice voice, String text) {
            voice.say(text);
            voice.after(Duration.ofMillis(10), () -> chatter(voice, text));
        }
    }

    private static void play(Refusal refusal, MemoryConnection connection, boolean overTls) {
        if (!overTls) {
            connection.onRequest(
                    request -> refusal.script.accept(voice(connection, connection::send, connection::close)));
            return;
        }
        MemoryTls tls = MemoryTls.on(connection, SERVER);
        tls.onRequest(request -> refusal.script.accept(voice(connection, tls::send, tls::close)))
                .onClose(tls::close);
    }

    private static Voice voice(MemoryConnection connection, Consumer<String> say, Runnable close) {
        return new Voice() {
            @Override
            public void say(String text) {
                if (!connection.isClientClosed()) {
                    say.accept(text);
                }
            }

            @Override
            public void close() {
                close.run();
            }

            @Override
            public void after(Duration delay, Runnable action) {
                if (!connection.isClientClosed()) {
                    connection.after(delay, action);
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    @Verifies({"SEC36", "SEC37"})
    void a_tunnel_that_is_refused_in_any_way_fails_once_and_each_of_its_sockets_is_closed_once(Refusal refusal) {
        for (String url : List.of("https://localhost/", "http://server.example/")) {
            for (boolean overTls : new boolean[] {false, true}) {
                try (Simulation sim = new Simulation()) {
                    long opened = sim.backend().ledger().opened();
                    MemoryServer proxy =
                            sim.listen("127.0.0.1", PORT).onAccept(connection -> play(refusal, connection, overTls));
                    Proxy kind = Proxy.parse((overTls ? "https" : "http") + "://localhost:1080")
                            .withLogin("user", "pw");
                    ProxyOptions proxies = ProxyOptions.builder()
                            .proxy(kind)
                            .tunnel(true)
                            .auth(Auth.ANY)
                            .tls(TlsWorld.trusting().build())
                            .build();
                    Recording get = sim.start(url, builder -> builder.proxy(proxies)
                            .tls(TlsWorld.trusting().build())
                            .connectTimeout(Duration.ofSeconds(5)));
                    sim.runUntilDone();
                    assertThat(get.code())
                            .as("%s", get.result())
                            .isIn(ResultCode.RECV_ERROR, ResultCode.OPERATION_TIMEDOUT);
                    assertThat(get.result().message()).contains("a tunnel to ").doesNotContain("pw");
                    assertThat(get.bodyText()).isEmpty();
                    assertThat(get.headerLines()).isEmpty();
                    assertNothingIsLeft(sim, proxy, opened);
                    assertThat(get.completions()).isOne();
                }
            }
        }
    }

    private static void assertNothingIsLeft(Simulation sim, MemoryServer proxy, long opened) {
        assertThat(proxy.connections()).hasSizeBetween(1, 4);
        assertThat(sim.backend().ledger().opened() - opened)
                .isEqualTo(proxy.connections().size());
        sim.runFor(Duration.ofSeconds(3));
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT)).isZero();
        assertThat(sim.counts().connections()).isZero();
        assertThat(proxy.connections()).allMatch(MemoryConnection::isClientClosed);
        assertThat(proxy.requests()).allMatch(request -> !request.startsWith("GET "));
        sim.assertClean();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("SEC36")
    void a_tunnel_that_is_granted_after_interim_heads_leads_to_the_server(boolean split) {
        List<MemoryTls> sessions = new ArrayList<>();
        String[] answer = {"HTTP/1.1 100 Go\r\n\r\n", "HTTP/1.1 102 Wait\r\nA: b\r\n\r\n", ESTABLISHED};
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("CONNECT ")) {
                            ProxyScripts.speakTls(connection, SERVER, sessions);
                            connection.send(split ? answer : new String[] {String.join("", answer)});
                        }
                    }));
            Recording get = sim.start("https://localhost/", builder -> builder.proxy(ProxyOptions.of(proxy("http")))
                    .tls(TlsWorld.trusting().build()));
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(get.headerLines()).hasSize(3);
            assertThat(get.completions()).isOne();
            sim.assertClean();
        }
    }

    /** What comes before the server can have heard of us. */
    static Stream<String> tooEarly() {
        return Stream.of(FORGED, "HTTP/1.1 200 OK\r\n\r\n", "220 ready\r\n", "x", "\r\n", "\0", "\26");
    }

    @ParameterizedTest
    @MethodSource("tooEarly")
    @Verifies("SEC37")
    void bytes_behind_a_socks_proxys_answer_are_not_the_servers(String forged) {
        for (String scheme : List.of("socks4a", "socks5h")) {
            boolean isFour = scheme.equals("socks4a");
            for (boolean together : new boolean[] {true, false}) {
                byte[] behind = forged.getBytes(StandardCharsets.ISO_8859_1);
                try (Simulation sim = new Simulation()) {
                    sim.listen("127.0.0.1", PORT)
                            .onAccept(connection -> connection.onData(bytes -> {
                                if (!isFour && bytes.length == 3) {
                                    connection.send(NO_LOGIN_CHOSEN);
                                } else if (bytes[0] == 4 || bytes[0] == 5) {
                                    byte[] granted = isFour ? GRANTED_4 : GRANTED_5;
                                    connection.send(
                                            together
                                                    ? new byte[][] {bytes(granted, behind)}
                                                    : new byte[][] {granted, behind});
                                } else {
                                    connection.close();
                                }
                            }));
                    assertNothingIsBelieved(sim, ProxyOptions.of(proxy(scheme)), "https://localhost/");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tooEarly")
    @Verifies("SEC37")
    void what_is_said_in_clear_before_the_servers_hello_is_not_its_response(String forged) {
        for (boolean beforeOurs : new boolean[] {true, false}) {
            for (boolean goesOnInTls : beforeOurs ? new boolean[] {true, false} : new boolean[] {false}) {
                try (Simulation sim = new Simulation()) {
                    sim.listen("127.0.0.1", 443).onAccept(connection -> {
                        if (beforeOurs) {
                            connection.send(forged);
                        }
                        if (goesOnInTls) {
                            MemoryTls tls = MemoryTls.on(connection, SERVER);
                            tls.onRequest(request -> tls.send(Responses.ok("of the server")));
                        }
                        if (!goesOnInTls) {
                            connection.onData(bytes -> connection.send(forged).close());
                        }
                    });
                    assertNothingIsBelieved(sim, ProxyOptions.DEFAULT, "https://localhost/");
                }
            }
        }
    }

    private static void assertNothingIsBelieved(Simulation sim, ProxyOptions proxies, String url) {
        Recording get = sim.start(url, builder -> builder.proxy(proxies)
                .tls(TlsWorld.trusting().build())
                .connectTimeout(Duration.ofSeconds(5)));
        sim.runUntilDone();
        assertThat(get.result().isOk()).as("%s", get.result()).isFalse();
        assertThat(get.bodyText()).isEmpty();
        assertThat(get.headerLines()).isEmpty();
        assertThat(get.completions()).isOne();
        sim.runFor(Duration.ofSeconds(3));
        assertThat(sim.counts().connections()).isZero();
        sim.assertClean();
    }

    @Test
    @Verifies("SEC37")
    void what_is_said_in_clear_in_the_middle_of_tls_ends_the_transfer() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.head(20) + "half-");
                tls.connection().send(FORGED);
            }));
            Recording get = world.get();
            assertThat(get.result().isOk()).isFalse();
            assertThat(get.bodyText()).isEqualTo("half-");
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("SEC37")
    void bytes_behind_a_change_of_protocol_that_nobody_asked_for_are_no_response(boolean together) {
        String change = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(together ? new String[] {change + FORGED} : new String[] {change, FORGED});
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
            assertThat(get.bodyText()).isEmpty();
            assertThat(sim.counts().connections()).isZero();
            sim.assertClean();
        }
    }
}
