package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.BodyCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pausing and going on. */
class PauseTest {

    @Test
    @Verifies("P1")
    void a_paused_transfer_announces_none_in_the_same_call_and_data_wakes_nobody() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.head(10) + "12345");
            Recording get = start(sim, refuseOnce());
            sim.settle();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1", "NONE#1");
            sim.server().connection(1).send("67890");
            assertThat(sim.ready()).isEmpty();
            long calls = sim.multi().calls();
            sim.runFor(Duration.ofSeconds(10));
            assertThat(sim.multi().calls()).isEqualTo(calls);
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("1234567890");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P2")
    void what_was_refused_comes_again_in_full_and_once() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("0123456789"));
            List<String> offered = new ArrayList<>();
            Recording get = start(sim, (transfer, body) -> {
                offered.add(text(body));
                return offered.size() == 1 ? Flow.PAUSE : takeAll(body);
            });
            sim.settle();
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(offered).containsExactly("0123456789", "0123456789");
            assertThat(get.bodyText()).isEqualTo("0123456789");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P2")
    void what_was_taken_before_a_pause_does_not_come_again() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.chunked("0123456789"));
            List<String> offered = new ArrayList<>();
            Recording get = start(sim, (transfer, body) -> {
                offered.add(text(body));
                if (offered.size() == 1) {
                    body.position(body.position() + 4);
                    return Flow.PAUSE;
                }
                return takeAll(body);
            });
            sim.settle();
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(offered).containsExactly("0123456789", "456789");
            assertThat(get.bodyText()).isEqualTo("0123456789");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P3")
    void unpausing_asks_for_an_action_and_waits_for_no_event() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.head(10) + "12345");
            Recording get = start(sim, refuseOnce());
            sim.settle();
            sim.log().clear();
            sim.multi().unpause(get.transfer());
            assertThat(sim.log().timerValues()).containsExactly(0L);
            assertThat(get.bodyText()).isEmpty();
            sim.multi().timeoutAction();
            assertThat(get.bodyText()).isEqualTo("12345");
            assertThatLog(sim.log()).announces("IN#1");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P4")
    void a_transfer_paused_on_its_last_bytes_completes_when_it_goes_on() {
        for (String response :
                List.of(Responses.ok("hello"), Responses.chunked("hello"), Responses.untilClose("hello"))) {
            try (Simulation sim = new Simulation()) {
                sim.server().respondAndClose(response);
                Recording get = start(sim, (transfer, body) -> {
                    takeAll(body);
                    return Flow.PAUSE;
                });
                sim.settle();
                assertThat(get.isDone()).as(response).isFalse();
                sim.multi().unpause(get.transfer());
                sim.runUntilDone();
                assertThat(get.code()).as(response).isEqualTo(ResultCode.OK);
                assertThat(get.bodyText()).isEqualTo("hello");
                assertThat(get.bodyCalls()).isEqualTo(1);
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("P5")
    void an_end_that_comes_while_paused_is_heard_after_what_was_kept() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.head(100) + "short");
            Recording get = start(sim, refuseOnce());
            sim.runFor(Duration.ofMinutes(10));
            assertThat(get.isDone()).isFalse();
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("short");
            assertThat(get.code()).isEqualTo(ResultCode.PARTIAL_FILE);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P5")
    void a_reset_that_comes_while_paused_is_heard_after_what_was_kept() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.head(100) + "short");
            Recording get = start(sim, refuseOnce());
            sim.settle();
            sim.server().connection(1).reset();
            sim.settle();
            assertThat(get.isDone()).isFalse();
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("short");
            assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P6")
    void a_transfer_may_pause_at_every_byte() {
        try (Simulation sim = new Simulation()) {
            String body = "0123456789".repeat(100);
            sim.server().respondWith(Responses.ok(body));
            Recording get = start(sim, (transfer, piece) -> {
                piece.position(piece.position() + 1);
                return Flow.PAUSE;
            });
            for (int i = 0; i < 1_000; i++) {
                sim.settle();
                assertThat(get.bodyCalls()).isEqualTo(i + 1);
                sim.multi().unpause(get.transfer());
            }
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo(body);
            assertThat(get.bodyCalls()).isEqualTo(1_000);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P7")
    void pausing_the_paused_and_unpausing_the_running_is_silent() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.head(10) + "12345");
            Recording get = start(sim, refuseOnce());
            sim.settle();
            sim.log().clear();
            sim.multi().pause(get.transfer());
            assertThatLog(sim.log()).isSilent();
            sim.multi().unpause(get.transfer());
            sim.settle();
            sim.log().clear();
            sim.multi().unpause(get.transfer());
            assertThatLog(sim.log()).isSilent();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P7")
    void pausing_from_outside_is_announced_by_that_call() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.head(10) + "12345");
            Recording get = sim.get("/");
            sim.settle();
            sim.multi().pause(get.transfer());
            assertThatLog(sim.log()).announces("NONE#1");
            assertThat(get.transfer().isPaused()).isTrue();
            sim.server().connection(1).send("67890");
            sim.settle();
            assertThat(get.bodyText()).isEqualTo("12345");
            sim.multi().unpause(get.transfer());
            assertThat(get.transfer().isPaused()).isFalse();
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("1234567890");
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"P8", "D1"})
    void the_total_limit_goes_on_while_paused() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording recording = new Recording(TransferOptions.builder("http://127.0.0.1/")
                    .totalTimeout(Duration.ofMillis(1_500))
                    .build());
            recording.onBody((transfer, body) -> Flow.PAUSE);
            sim.start(recording);
            sim.runUntilDone();
            assertThat(recording.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(sim.clock().elapsed()).isEqualTo(1_500_000_000L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P9")
    void a_header_line_at_which_a_transfer_pauses_does_not_come_again() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith("HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nContent-Length: 2\r\n\r\nhi");
            Recording recording = new Recording(TransferOptions.get("http://127.0.0.1/"));
            recording.onHeader((transfer, line) -> Flow.PAUSE);
            sim.start(recording);
            for (int i = 1; i <= 5; i++) {
                sim.settle();
                assertThat(recording.headerLines()).hasSize(i);
                sim.multi().unpause(recording.transfer());
            }
            sim.runUntilDone();
            assertThat(recording.headerLines())
                    .containsExactly("HTTP/1.1 200 OK\r\n", "A: 1\r\n", "B: 2\r\n", "Content-Length: 2\r\n", "\r\n");
            assertThat(recording.bodyText()).isEqualTo("hi");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Verifies("P10")
    void a_transfer_paused_before_its_connection_is_there_goes_on_when_unpaused(boolean connecting) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            if (connecting) {
                sim.step();
            }
            sim.multi().pause(get.transfer());
            sim.runFor(Duration.ofSeconds(1));
            assertThat(get.bodyText()).isEmpty();
            assertThat(get.isDone()).isFalse();
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P10")
    void a_transfer_that_cannot_connect_ends_though_it_is_paused() {
        try (Simulation sim = new Simulation()) {
            sim.network().route(sim.server().address(), Route.REFUSE);
            Recording get = sim.get("/");
            sim.multi().pause(get.transfer());
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P11")
    void nothing_is_delivered_after_a_callback_said_abort() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            List<String> offered = new ArrayList<>();
            Recording get = start(sim, (transfer, body) -> {
                offered.add(text(body));
                return offered.size() == 1 ? Flow.PAUSE : Flow.ABORT;
            });
            sim.settle();
            sim.multi().unpause(get.transfer());
            sim.runUntilDone();
            assertThat(offered).hasSize(2);
            assertThat(get.code()).isEqualTo(ResultCode.WRITE_ERROR);
            assertThat(get.completions()).isEqualTo(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P12")
    void pausing_one_transfer_does_not_hold_up_others() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording paused = start(sim, (transfer, body) -> Flow.PAUSE);
            Recording other = sim.get("/other");
            sim.settle();
            assertThat(other.isDone()).isTrue();
            assertThat(paused.isDone()).isFalse();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P11")
    void pausing_and_unpausing_after_the_end_does_nothing() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            sim.runUntilDone();
            sim.log().clear();
            sim.multi().pause(get.transfer());
            sim.multi().unpause(get.transfer());
            sim.multi().remove(get.transfer());
            sim.multi().pause(get.transfer());
            sim.multi().unpause(get.transfer());
            assertThat(sim.log().socketLines()).isEmpty();
            sim.settle();
            assertThat(get.completions()).isEqualTo(1);
            sim.assertClean();
        }
    }

    private static Recording start(Simulation sim, BodyCallback hook) {
        return sim.start(new Recording(TransferOptions.builder("http://127.0.0.1/")
                        .connectTimeout(Duration.ZERO)
                        .build())
                .onBody(hook));
    }

    /** Refuses what is offered first, then takes everything. */
    private static BodyCallback refuseOnce() {
        boolean[] refused = new boolean[1];
        return (transfer, body) -> {
            if (!refused[0]) {
                refused[0] = true;
                return Flow.PAUSE;
            }
            return takeAll(body);
        };
    }

    private static Flow takeAll(ByteBuffer body) {
        body.position(body.limit());
        return Flow.CONTINUE;
    }

    private static String text(ByteBuffer body) {
        return java.nio.charset.StandardCharsets.ISO_8859_1
                .decode(body.duplicate())
                .toString();
    }
}
