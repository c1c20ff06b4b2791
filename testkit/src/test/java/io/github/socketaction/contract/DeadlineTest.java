package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time limits, driven by the timer callback alone. */
class DeadlineTest {

    /** What a server, a resolver or the application keeps a transfer waiting for. */
    enum Stall {
        FREE_CONNECTION,
        NAME,
        CONNECT,
        SEND,
        FIRST_BYTE,
        HEAD,
        BODY,
        CHUNK,
        PAUSE
    }

    private static Simulation stalledWorld(Stall stall) {
        Simulation sim = new Simulation(MultiOptions.builder()
                .maxHostConnections(stall == Stall.FREE_CONNECTION ? 1 : 0)
                .resolver(new ScriptedResolver().hold()));
        switch (stall) {
            case FREE_CONNECTION -> {
                sim.server().onAccept(connection -> {});
                sim.get("/holder", options -> options.connectTimeout(Duration.ZERO));
            }
            case NAME, FIRST_BYTE -> {}
            case CONNECT -> sim.network().route(sim.server().address(), Route.BLACK_HOLE);
            case SEND -> sim.server().window(3).onAccept(connection -> connection.stall());
            case HEAD -> sim.server().respondWith("HTTP/1.1 200 OK\r\nA: b\r\n");
            case BODY -> sim.server().respondWith(Responses.head(10), "12345");
            case CHUNK -> sim.server().respondWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123");
            case PAUSE -> sim.server().respondWith(Responses.ok("hello"));
        }
        return sim;
    }

    private static Recording stalled(Simulation sim, Stall stall, Duration connect, Duration total) {
        String host = stall == Stall.NAME ? "slow.example" : "127.0.0.1";
        Recording recording = new Recording(TransferOptions.builder("http://" + host + "/")
                .connectTimeout(connect)
                .totalTimeout(total)
                .build());
        if (stall == Stall.PAUSE) {
            recording.onBody((transfer, body) -> Flow.PAUSE);
        }
        return sim.start(recording);
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("D1")
    void the_total_limit_ends_a_transfer_on_time_whatever_it_waits_for(Stall stall) {
        try (Simulation sim = stalledWorld(stall)) {
            Recording get = stalled(sim, stall, Duration.ZERO, Duration.ofMillis(1_500));
            sim.runFor(Duration.ofMillis(1_499));
            assertThat(get.isDone()).isFalse();
            sim.runFor(Duration.ofMillis(1));
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(get.result().message()).contains("1500 milliseconds");
            assertThat(get.completions()).isEqualTo(1);
            assertThat(get.transfer().info().timeline().total()).isEqualTo(1_500_000_000L);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FREE_CONNECTION", "NAME", "CONNECT"})
    @Verifies("D2")
    void the_connect_limit_covers_waiting_for_a_connection_the_name_and_connecting(Stall stall) {
        try (Simulation sim = stalledWorld(stall)) {
            Recording get = stalled(sim, stall, Duration.ofMillis(700), Duration.ZERO);
            sim.runFor(Duration.ofMillis(699));
            assertThat(get.isDone()).isFalse();
            sim.runFor(Duration.ofMillis(1));
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "FIRST_BYTE", "HEAD", "BODY", "CHUNK", "PAUSE"})
    @Verifies("D3")
    void the_connect_limit_ends_nothing_once_connected(Stall stall) {
        try (Simulation sim = stalledWorld(stall)) {
            Recording get = stalled(sim, stall, Duration.ofMillis(700), Duration.ZERO);
            sim.runFor(Duration.ofHours(1));
            assertThat(get.isDone()).isFalse();
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FREE_CONNECTION", "NAME", "CONNECT", "FIRST_BYTE", "PAUSE"})
    @Verifies("D4")
    void the_nearer_of_both_limits_counts(Stall stall) {
        try (Simulation sim = stalledWorld(stall)) {
            Recording get = stalled(sim, stall, Duration.ofMillis(800), Duration.ofMillis(300));
            sim.runFor(Duration.ofMillis(300));
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("D6")
    void a_limit_of_zero_is_no_limit(Stall stall) {
        try (Simulation sim = stalledWorld(stall)) {
            Recording get = stalled(sim, stall, Duration.ZERO, Duration.ZERO);
            sim.runFor(Duration.ofDays(100));
            assertThat(get.isDone()).isFalse();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("D5")
    void bytes_that_trickle_in_do_not_move_the_total_limit() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(Responses.head(1_000));
                        for (int i = 1; i < 100; i++) {
                            connection.after(Duration.ofMillis(999L * i), () -> connection.send("x"));
                        }
                    }));
            Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(3)));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(get.bodyText()).isEqualTo("xxx");
            assertThat(sim.clock().elapsed()).isEqualTo(3_000_000_000L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("D5")
    void sending_a_request_once_more_does_not_move_the_total_limit() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("GET /1")) {
                            connection.send(Responses.ok("hello"));
                        } else if (connection.number() == 1) {
                            connection.after(Duration.ofSeconds(1), connection::close);
                        }
                    }));
            sim.get("/1");
            sim.runUntilDone();
            Recording get = sim.get("/2", options -> options.totalTimeout(Duration.ofMillis(1_500)));
            sim.runUntilDone();
            assertThat(sim.server().connections()).hasSize(2);
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.clock().elapsed()).isEqualTo(1_500_000_000L);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000", "999999, 1000000", "1000001, 2000000", "2000000, 2000000"})
    @Verifies("D7")
    void limits_are_met_to_the_millisecond_and_never_before_their_time(long limitNanos, long endNanos) {
        try (Simulation sim = new Simulation()) {
            Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofNanos(limitNanos)));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.clock().elapsed()).isEqualTo(endNanos).isGreaterThanOrEqualTo(limitNanos);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    @Verifies("D7")
    void many_limits_are_each_met_on_time(int spacing) {
        try (Simulation sim = new Simulation()) {
            int[] wrong = new int[1];
            for (int i = 1; i <= 200; i++) {
                long limit = (long) ((i * 7919) % 200 + 1) * spacing;
                sim.get("/" + i, options -> options.totalTimeout(Duration.ofMillis(limit)))
                        .onDone(done -> {
                            if (sim.clock().elapsed() != limit * 1_000_000) {
                                wrong[0]++;
                            }
                        });
            }
            sim.runUntilDone();
            assertThat(wrong[0]).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("D2")
    void the_connect_limit_starts_when_the_transfer_is_added() {
        try (Simulation sim = new Simulation()) {
            sim.network().route(sim.server().address(), Route.BLACK_HOLE);
            Recording get = sim.get("/", options -> options.connectTimeout(Duration.ofMillis(100)));
            sim.clock().advance(Duration.ofMillis(60));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.clock().elapsed()).isEqualTo(100_000_000L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("D1")
    void a_limit_reached_before_the_first_action_ends_the_transfer_without_a_connection() {
        try (Simulation sim = new Simulation()) {
            Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofMillis(100)));
            sim.clock().advance(Duration.ofMillis(100));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.server().connections()).isEmpty();
            assertThat(sim.log().socketLines()).isEmpty();
            sim.assertClean();
        }
    }
}
