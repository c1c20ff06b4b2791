package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.testkit.Ledger;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Where libcurl 8.22, driven by events, was seen to break its own promises, and we keep them. */
class BetterThanLibcurlTest {

    private static final Duration LIMIT = Duration.ofMillis(1_500);

    /** libcurl sets the whole limit again when it begins again, and ended a limit of 1.5 s after 2.5 s. */
    @Test
    @Verifies("D5")
    void a_total_timeout_holds_through_a_transfer_that_begins_again() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/first");
            sim.runUntilDone();
            sim.server().onAccept(connection -> {});
            var idle = sim.server().connection(1);
            idle.onRequest(request -> idle.after(Duration.ofSeconds(1), idle::reset));
            Recording get = sim.get("/again", options -> options.totalTimeout(LIMIT));
            long start = sim.clock().elapsed();
            sim.runUntilDone();
            assertThat(sim.server().connections()).as("it began again").hasSize(2);
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.clock().elapsed() - start).isEqualTo(LIMIT.toNanos());
            sim.assertClean();
        }
    }

    /** libcurl says -1 to the timer callback when the time has come, and never ends the transfer. */
    @Test
    @Verifies("D1")
    void a_transfer_that_waits_for_a_free_connection_times_out_on_time_in_event_mode() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(1))) {
            sim.server().onAccept(connection -> {});
            Recording stalled = sim.get("/stalled");
            Recording waiting = sim.get("/waiting", options -> options.totalTimeout(Duration.ofMillis(500)));
            sim.runFor(Duration.ofMillis(499));
            assertThat(waiting.isDone()).isFalse();
            sim.runFor(Duration.ofMillis(1));
            assertThat(waiting.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.multi().infoRead()).isSameAs(waiting.transfer());
            assertThat(stalled.isDone()).isFalse();
            sim.assertClean();
        }
    }

    /** libcurl answers 11 once and then 0 for ever, with all transfers still running and no message. */
    @Test
    @Verifies("E1")
    void a_failing_socket_callback_completes_every_transfer_in_the_same_call() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            List<Recording> gets =
                    List.of(sim.get("/1"), sim.get("/2"), sim.get("/3"), sim.get("/4"), sim.get("/5"), sim.get("/6"));
            sim.log().failCall(1, new IllegalStateException("on purpose"));
            assertThatExceptionOfType(MultiException.class).isThrownBy(sim::fireTimer);
            assertThat(gets).allMatch(get -> get.completions() == 1 && get.code() == ResultCode.ABORTED_BY_CALLBACK);
            assertThat(sim.multi().running()).isZero();
            assertThat(sim.counts().messages()).isEqualTo(6);
            sim.multi().transfers().forEach(sim.multi()::remove);
            sim.assertClean();
        }
    }

    /** libcurl's limit on a server's silence sets no timer, and waits for an event that never comes. */
    @Test
    @Verifies({"D1", "D2"})
    void whatever_phase_stalls_a_limited_transfer_always_owns_a_timer() {
        checkStall("the name", "http://held.example/", sim -> {});
        checkStall("the connect", "http://127.0.0.9/", sim -> {});
        checkStall("the head", "http://127.0.0.1/", sim -> sim.server().onAccept(connection -> {}));
        checkStall("the body", "http://127.0.0.1/", sim -> sim.server().respondWith(Responses.head(5), "hel"));
        checkStall("a chunk", "http://127.0.0.1/", sim -> sim.server()
                .respondWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe"));
        checkStall("sending", "http://127.0.0.1/upload", sim -> sim.server()
                .window(100)
                .onAccept(connection -> connection.stall()));
        checkStall("a read callback", "http://127.0.0.1/paused", sim -> {});
    }

    private static void checkStall(String phase, String url, Consumer<Simulation> server) {
        ScriptedResolver resolver =
                new ScriptedResolver().name("held.example", Ip.local(1)).hold();
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver))) {
            sim.network().route(Ip.local(9, 80), Route.BLACK_HOLE);
            server.accept(sim);
            Recording get = sim.start(url, options -> {
                if (url.endsWith("/upload")) {
                    options.upload((transfer, target) -> fill(target), 1_000_000);
                } else if (url.endsWith("/paused")) {
                    options.upload((transfer, target) -> Flow.PAUSE, 10);
                }
                return options.totalTimeout(LIMIT);
            });
            sim.settle();
            assertThat(sim.log().armedNanos())
                    .as(phase)
                    .isEqualTo(LIMIT.toNanos())
                    .isNotEqualTo(SocketLog.NOT_ARMED);
            sim.clock().jumpTo(LIMIT.toNanos());
            sim.fireTimer();
            assertThat(get.code()).as(phase).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    private static Flow fill(ByteBuffer target) {
        while (target.hasRemaining()) {
            target.put((byte) 'u');
        }
        return Flow.CONTINUE;
    }

    /** libcurl may wait in its remove for the thread that looks up the name. */
    @Test
    @Verifies({"L1", "W7"})
    void removing_a_transfer_and_closing_never_wait_for_a_name() {
        CountDownLatch never = new CountDownLatch(1);
        Thread[] lookup = new Thread[1];
        MultiOptions.Builder options = MultiOptions.builder().resolver((host, answer) -> {
            lookup[0] = new Thread(() -> awaitAndAnswer(never, answer));
            lookup[0].setDaemon(true);
            lookup[0].start();
            return () -> {};
        });
        try (Simulation sim = new Simulation(options)) {
            Recording get = sim.start("http://slow.example/");
            sim.fireTimer();
            assertThat(sim.counts().lookups()).isEqualTo(1);
            sim.multi().remove(get.transfer());
            assertThat(sim.counts().lookups()).isZero();
            sim.start("http://slow.example/");
            sim.fireTimer();
            sim.assertClean();
            assertThat(lookup[0].isAlive()).as("the look-up is still under way").isTrue();
        } finally {
            never.countDown();
        }
    }

    private static void awaitAndAnswer(CountDownLatch latch, Resolver.Answer answer) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer.addresses(List.of(InetAddress.getLoopbackAddress()));
    }

    /** libcurl does not look at idle connections until it wants to use them. */
    @Test
    @Verifies("S10")
    void an_idle_connection_that_the_server_closes_is_noticed_and_closed_at_once() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.runUntilDone();
            assertThat(sim.counts().idleConnections()).isEqualTo(1);
            sim.server().connection(1).close();
            sim.step();
            assertThat(sim.log().socketLines()).endsWith("REMOVE#1");
            assertThat(sim.backend().ledger().open(Ledger.Kind.TRANSPORT)).isZero();
            Recording next = sim.get("/2");
            sim.runUntilDone();
            assertThat(next.transfer().info().newConnections()).isEqualTo(1);
            assertThat(sim.server().requests()).hasSize(2);
            sim.assertClean();
        }
    }
}
