package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What actions do with events, right or wrong. */
class ActionTest {

    private static final int ALL = SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;

    @Test
    @Verifies("A1")
    void an_event_for_a_removed_socket_is_ignored() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.get("/");
            sim.runUntilDone();
            SocketHandle gone = sim.log().socket(1);
            sim.log().clear();
            assertThat(sim.multi().socketAction(gone, ALL)).isZero();
            assertThatLog(sim.log()).isSilent();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, SocketEvents.IN, SocketEvents.OUT, SocketEvents.ERR, ALL, -1, 1 << 20})
    @Verifies("A2")
    void whatever_events_are_said_the_outcome_is_the_same(int events) {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .window(7)
                    .onAccept(connection -> connection.onRequest(request -> connection.sendCut(
                            Responses.chunked("one", "two", "three").getBytes(StandardCharsets.ISO_8859_1), 3)));
            Recording get = sim.get("/");
            sim.step();
            for (int i = 0; i < 1_000 && !get.isDone(); i++) {
                for (SocketHandle socket : sim.ready()) {
                    sim.multi().socketAction(socket, events);
                }
                if (sim.log().isTimerDue()) {
                    sim.fireTimer();
                }
            }
            assertThat(get.code()).isEqualTo(ResultCode.OK);
            assertThat(get.bodyText()).isEqualTo("onetwothree");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A3")
    void a_thousand_events_without_readiness_change_nothing() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(2)));
            sim.settle();
            sim.log().clear();
            sim.clock().advance(Duration.ofSeconds(1));
            for (int i = 0; i < 1_000; i++) {
                assertThat(sim.multi()
                                .socketAction(
                                        sim.log()
                                                .announced()
                                                .keySet()
                                                .iterator()
                                                .next(),
                                        ALL))
                        .isEqualTo(1);
            }
            assertThatLog(sim.log()).isSilent();
            sim.server().connection(1).send(Responses.ok("hello"));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A3")
    void events_without_readiness_do_not_move_a_deadline() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(2)));
            sim.settle();
            for (int i = 0; i < 10; i++) {
                sim.clock().advance(Duration.ofMillis(190));
                sim.multi().socketAction(sim.log().socket(1), ALL);
            }
            assertThat(get.isDone()).isFalse();
            sim.clock().advance(Duration.ofMillis(100));
            sim.multi().socketAction(sim.log().socket(1), ALL);
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A4")
    void an_action_returns_how_many_run_and_never_throws_for_one_that_failed() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {
                if (connection.number() == 1) {
                    connection.reset();
                }
            });
            Recording broken = sim.get("/1");
            sim.get("/2");
            assertThat(sim.multi().timeoutAction()).isEqualTo(2);
            sim.settle();
            assertThat(broken.isDone()).isTrue();
            assertThat(sim.multi().running()).isEqualTo(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A5")
    void an_event_on_one_socket_also_ends_what_is_over_time_elsewhere() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            sim.get("/1");
            Recording late = sim.get("/2", options -> options.totalTimeout(Duration.ofSeconds(1)));
            sim.settle();
            sim.clock().advance(Duration.ofSeconds(1));
            assertThat(sim.multi().socketAction(sim.log().socket(1), 0)).isEqualTo(1);
            assertThat(late.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A6")
    void actions_on_an_empty_multi_do_nothing() {
        try (Simulation sim = new Simulation()) {
            assertThat(sim.multi().timeoutAction()).isZero();
            assertThat(sim.multi().allAction()).isZero();
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            assertThat(sim.multi().infoRead()).isNull();
            assertThatLog(sim.log()).isSilent();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @MethodSource("triggers")
    @Verifies("A7")
    void one_action_reads_a_bounded_amount_and_asks_to_go_on_at_once(Trigger trigger) {
        try (Simulation sim = new Simulation(MultiOptions.builder(), trigger)) {
            int size = 64 << 20;
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(Responses.head(size));
                        connection.sendCut(new byte[size], 1 << 20);
                    }));
            Recording big = sim.get("/");
            while (sim.server().requests().isEmpty()) {
                sim.step();
            }
            sim.multi().socketAction(sim.log().socket(1), SocketEvents.IN);
            long first = big.transfer().info().downloadedBytes();
            assertThat(first).isPositive().isLessThan(10_000_000);
            assertThat(sim.multi().timeout()).isZero();
            assertThat(sim.log().isTimerDue()).isTrue();
            sim.multi().timeoutAction();
            assertThat(big.transfer().info().downloadedBytes()).isGreaterThan(first);
            sim.runUntilDone();
            assertThat(big.code()).isEqualTo(ResultCode.OK);
            assertThat(big.transfer().info().downloadedBytes()).isEqualTo(size);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A7")
    void a_transfer_with_endless_data_does_not_keep_others_from_their_turn() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("GET /big")) {
                            connection.send(Responses.head(20_000_000)).sendCut(new byte[20_000_000], 1_000_000);
                        } else {
                            connection.send(Responses.ok("small"));
                        }
                    }));
            Recording big = sim.get("/big");
            Recording small = sim.get("/small");
            while (!small.isDone()) {
                assertThat(big.isDone()).isFalse();
                sim.step();
            }
            assertThat(big.isDone()).isFalse();
            sim.runUntilDone();
            assertThat(big.body()).hasSize(20_000_000);
            sim.assertClean();
        }
    }

    static Stream<Trigger> triggers() {
        return Stream.of(Trigger.values());
    }

    @Test
    @Verifies("A8")
    void an_edge_triggered_application_gets_every_response_whole() {
        for (String response : List.of(
                Responses.ok("hello"),
                Responses.chunked("one", "two"),
                Responses.untilClose("hello"),
                Responses.NO_CONTENT)) {
            try (Simulation sim = new Simulation(MultiOptions.builder(), Trigger.EDGE)) {
                sim.server().window(10).respondAndClose(response);
                Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(60)));
                sim.runUntilDone();
                assertThat(get.code()).as(response).isEqualTo(ResultCode.OK);
                assertThat(sim.clock().elapsed()).isZero();
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("A8")
    void an_edge_triggered_application_hears_of_an_end_that_came_with_the_last_bytes() {
        try (Simulation sim = new Simulation(MultiOptions.builder(), Trigger.EDGE)) {
            sim.server()
                    .onAccept(
                            connection -> connection.onRequest(request -> connection.after(Duration.ofMillis(5), () -> {
                                connection.send("HTTP/1.1 200 OK\r\n\r\n", "until the ", "end");
                                connection.close();
                            })));
            Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(60)));
            sim.runUntilDone();
            assertThat(get.result().toString()).isEqualTo("OK");
            assertThat(get.bodyText()).isEqualTo("until the end");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 32})
    @Verifies("A8")
    void an_edge_triggered_application_never_stalls_where_the_budget_of_an_action_ends(int reads) {
        for (int rest : new int[] {-1, 0, 1, 100}) {
            try (Simulation sim = new Simulation(MultiOptions.builder(), Trigger.EDGE)) {
                String head = "HTTP/1.1 200 OK\r\n\r\n";
                byte[] body = new byte[reads * 65_536 + rest - head.length()];
                sim.server()
                        .onAccept(connection -> connection.onRequest(request -> {
                            connection.send(head).send(body);
                            connection.close();
                        }));
                Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(60)));
                sim.runUntilDone();
                assertThat(get.result().toString())
                        .as(reads + " reads and " + rest)
                        .isEqualTo("OK");
                assertThat(get.body()).hasSize(body.length);
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("A9")
    void all_action_moves_everything_on() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            List<Recording> gets = Stream.of("/1", "/2", "/3").map(sim::get).toList();
            for (int i = 0; i < 10 && sim.multi().allAction() > 0; i++) {
                sim.network().deliver();
            }
            assertThat(gets).allMatch(get -> get.isDone() && get.bodyText().equals("hello"));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A10")
    void bytes_that_came_before_a_reset_are_delivered_before_the_failure() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(Responses.head(100), "some ", "bytes");
                        connection.reset();
                    }));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("some bytes");
            assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("A11")
    void an_event_for_a_socket_of_another_multi_is_ignored() {
        try (Simulation one = new Simulation();
                Simulation other = new Simulation()) {
            other.server().onAccept(MemoryConnection::close);
            one.server().respondWith(Responses.ok("hello"));
            Recording get = other.get("/");
            other.step();
            one.get("/");
            one.step();
            assertThat(one.multi().socketAction(other.log().socket(1), ALL)).isEqualTo(1);
            assertThat(get.isDone()).isFalse();
            other.runUntilDone();
            one.runUntilDone();
            one.assertClean();
            other.assertClean();
        }
    }

    @Test
    @Verifies("A12")
    void an_event_collected_before_a_descriptor_changed_hands_reaches_nobody() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(Responses.lastOk(request.substring(5, 6)));
                        connection.close();
                    }));
            Recording first = sim.get("/1");
            while (!first.isDone()) {
                sim.step();
            }
            SocketHandle stale = sim.log().socket(1);
            Recording second = sim.get("/2");
            sim.step();
            for (int i = 0; i < 10; i++) {
                sim.multi().socketAction(stale, ALL);
            }
            assertThat(second.isDone()).isFalse();
            sim.runUntilDone();
            assertThat(first.bodyText() + second.bodyText()).isEqualTo("12");
            sim.assertClean();
        }
    }
}
