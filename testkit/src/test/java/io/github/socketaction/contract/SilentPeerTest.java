package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A peer that says nothing, in every phase of a transfer: it ends exactly at its limit, and the message says in which. */
class SilentPeerTest {

    private static final Duration LIMIT = Duration.ofMillis(1_234);
    private static final String PROXY = "127.0.0.1:1080";

    @Test
    @Verifies("D10")
    void look_up() {
        ScriptedResolver silent = new ScriptedResolver().hold();
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(silent))) {
            expect(sim, sim.start("http://name.example/", SilentPeerTest::limited), "looking up the name");
        }
    }

    @Test
    @Verifies("D10")
    void connecting() {
        try (Simulation sim = new Simulation()) {
            sim.network().route(Ip.local(9, 80), Route.BLACK_HOLE);
            expect(sim, sim.start("http://127.0.0.9/", SilentPeerTest::limited), "connecting to 127.0.0.9 port 80");
        }
    }

    @Test
    @Verifies("D10")
    void racing() {
        try (Simulation sim = new Simulation(MultiOptions.builder()
                .resolver(new ScriptedResolver().name("two.example", Ip.local(8), Ip.local(9))))) {
            sim.network().route(Ip.local(8, 80), Route.BLACK_HOLE);
            sim.network().route(Ip.local(9, 80), Route.BLACK_HOLE);
            Recording get = sim.start("http://two.example/", SilentPeerTest::limited);
            sim.runFor(Duration.ofMillis(500));
            assertThat(sim.log().announced()).hasSize(2);
            expect(sim, get, "connecting to two.example port 80");
        }
    }

    @Test
    @Verifies("D10")
    void the_hello_of_tls() {
        tls(0, "waiting for the server's hello");
    }

    @Test
    @Verifies("D10")
    void the_end_of_the_tls_handshake() {
        tls(1, "waiting for the server to finish");
    }

    @Test
    @Verifies("D10")
    void the_answer_to_connect() {
        proxied("http://", true, connection -> {}, "waiting for the answer to CONNECT");
    }

    @Test
    @Verifies("D10")
    void the_greeting_of_socks() {
        proxied("socks5h://", false, connection -> {}, "waiting for the SOCKS5 greeting");
    }

    @Test
    @Verifies("D10")
    void the_reply_of_socks() {
        proxied(
                "socks5h://",
                false,
                connection -> connection.onData(bytes -> {
                    if (bytes.length == 3) {
                        connection.send(new byte[] {5, 0});
                    }
                }),
                "waiting for the SOCKS5 reply");
    }

    @Test
    @Verifies("D10")
    void the_request_that_was_sent() {
        served(connection -> {}, "waiting for the response");
    }

    @Test
    @Verifies("D10")
    void half_a_head() {
        served(answering("HTTP/1.1 200 OK\r\nContent-"), "receiving the response");
    }

    @Test
    @Verifies("D10")
    void half_a_body() {
        served(answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"), "5 of 10 bytes of body received");
    }

    @Test
    @Verifies("D10")
    void waiting_for_a_connection() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxTotalConnections(1))) {
            sim.server().onAccept(connection -> {});
            sim.get("/first");
            expect(sim, sim.get("/second", SilentPeerTest::limited), "waiting for a free connection");
        }
    }

    /** No transfer waits here: the connection alone does, for two seconds. */
    @Test
    @Verifies("D11")
    void the_answer_to_our_goodbye() {
        try (TlsWorld world = new TlsWorld(MultiOptions.builder().maxIdleConnections(0))) {
            world.serve(tls -> tls.onClose(() -> {}));
            assertThat(world.get().result().isOk()).isTrue();
            long before = world.sim.clock().elapsed();
            assertThat(world.sim.counts().connections()).isZero();
            assertThat(world.sim.log().announced()).hasSize(1);
            world.sim.runFor(Duration.ofSeconds(2).minusNanos(1));
            assertThat(world.sim.log().announced()).hasSize(1);
            world.sim.runFor(Duration.ofNanos(1));
            assertThat(world.sim.log().announced()).isEmpty();
            assertThat(world.sim.clock().elapsed() - before)
                    .isEqualTo(Duration.ofSeconds(2).toNanos());
            assertThat(world.session(1).isPeerClosed()).isTrue();
            world.sim.assertClean();
        }
    }

    private static void tls(int answers, String phase) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.silentAfter(answers));
            TlsOptions older =
                    TlsWorld.trusting().maxVersion(TlsVersion.TLS_1_2).build();
            expect(
                    world.sim,
                    world.start(
                            "https://localhost/", builder -> limited(builder).tls(older)),
                    phase);
        }
    }

    private static void proxied(String scheme, boolean tunnel, Consumer<MemoryConnection> silence, String phase) {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", 1080).onAccept(silence);
            ProxyOptions proxy = ProxyOptions.builder()
                    .proxy(Proxy.parse(scheme + PROXY))
                    .tunnel(tunnel)
                    .build();
            expect(
                    sim,
                    sim.start("http://server.example/", builder -> limited(builder)
                            .proxy(proxy)),
                    phase);
        }
    }

    private static void served(Consumer<MemoryConnection> silence, String phase) {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(silence);
            expect(sim, sim.get("/", SilentPeerTest::limited), phase);
        }
    }

    private static Consumer<MemoryConnection> answering(String half) {
        return connection -> connection.onRequest(request -> connection.send(half));
    }

    private static TransferOptions.Builder limited(TransferOptions.Builder builder) {
        return builder.totalTimeout(LIMIT);
    }

    private static void expect(Simulation sim, Recording get, String phase) {
        while (!get.isDone()) {
            sim.step();
        }
        assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        assertThat(get.result().message()).contains(phase).contains("after 1234 milliseconds");
        assertThat(sim.clock().elapsed()).isEqualTo(LIMIT.toNanos());
        sim.assertClean();
    }
}
