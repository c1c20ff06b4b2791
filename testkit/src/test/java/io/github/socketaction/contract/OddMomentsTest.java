package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rarely met moments, each of which some engine was once seen to get wrong. */
class OddMomentsTest {

    private static final String CHUNKS_AND_TRAILERS = "3\r\none\r\n3\r\ntwo\r\n0\r\nA: 1\r\nB: 2\r\n\r\n";
    private static final int ALL = SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;

    @Test
    @Verifies({"A1", "S14"})
    void an_event_for_a_socket_that_was_never_announced_is_ignored_and_it_cannot_be_assigned_to() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            sim.get("/");
            sim.settle();
            sim.log().clear();
            StraySocket nobodys = new StraySocket();
            assertThat(sim.multi().socketAction(nobodys, ALL)).isEqualTo(1);
            assertThatLog(sim.log()).isSilent();
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.multi().assign(nobodys, "x"))
                    .extracting(MultiException::code)
                    .isEqualTo(MultiException.Code.BAD_SOCKET);
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"L6", "L5"})
    void a_multi_that_was_never_used_opens_nothing_and_is_closed_in_silence() {
        try (Simulation sim = new Simulation()) {
            sim.multi().close();
            assertThatLog(sim.log()).isSilent();
            assertThat(sim.backend().ledger().opened())
                    .as("the poller of the test")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Verifies({"L4", "L10"})
    void options_that_are_added_again_right_after_a_removal_make_a_transfer_with_nothing_of_the_old_one(
            boolean paused) {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> connection.send(
                            connection.number() == 1 ? Responses.head(10) + "old" : Responses.ok("new"))));
            Recording recording = new Recording(TransferOptions.get("http://127.0.0.1/"));
            Transfer old = sim.start(recording).transfer();
            sim.settle();
            assertThat(recording.bodyText()).isEqualTo("old");
            if (paused) {
                sim.multi().pause(old);
            }
            sim.multi().remove(old);
            sim.server().connection(1).send("rest of old");
            Transfer fresh = sim.start(recording).transfer();
            assertThat(fresh).isNotSameAs(old);
            assertThat(fresh.isPaused()).isFalse();
            sim.runUntilDone();
            assertThat(recording.bodyText()).isEqualTo("oldnew");
            assertThat(recording.completions()).isEqualTo(1);
            assertThat(sim.multi().infoRead()).isSameAs(fresh);
            assertThat(sim.multi().infoRead()).isNull();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("P10")
    void a_transfer_may_be_paused_while_its_name_is_looked_up_and_while_it_waits_in_line() {
        ScriptedResolver names = new ScriptedResolver().hold().name("some.example", Ip.local(1));
        MultiOptions.Builder options =
                MultiOptions.builder().maxTotalConnections(1).resolver(names);
        try (Simulation sim = new Simulation(options)) {
            sim.server().respondWith(Responses.lastOk("hello"));
            Recording named = sim.start("http://some.example/");
            Recording waiting = sim.get("/");
            sim.settle();
            assertThat(sim.counts().waiting()).isEqualTo(1);
            sim.multi().pause(named.transfer());
            sim.multi().pause(waiting.transfer());
            names.queries().get(0).answer();
            sim.runFor(Duration.ofSeconds(1));
            assertThat(named.headerLines()).isEmpty();
            sim.multi().unpause(named.transfer());
            sim.settle();
            assertThat(named.bodyText()).isEqualTo("hello");
            sim.runFor(Duration.ofSeconds(1));
            assertThat(waiting.headerLines()).isEmpty();
            sim.multi().unpause(waiting.transfer());
            sim.runUntilDone();
            assertThat(waiting.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"P6", "P9", "H9"})
    void a_transfer_that_pauses_at_every_line_and_piece_gets_body_and_trailers_complete_and_in_order() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNKS_AND_TRAILERS);
            List<String> seen = new ArrayList<>();
            Recording recording = new Recording(TransferOptions.get("http://127.0.0.1/"));
            recording.onHeader((transfer, line) -> {
                seen.add(ISO_8859_1.decode(line.duplicate()).toString());
                return Flow.PAUSE;
            });
            recording.onBody((transfer, body) -> {
                seen.add(ISO_8859_1.decode(body).toString());
                return Flow.PAUSE;
            });
            sim.start(recording);
            for (int i = 0; i < 20 && !recording.isDone(); i++) {
                sim.settle();
                sim.multi().unpause(recording.transfer());
            }
            assertThat(recording.code()).isEqualTo(ResultCode.OK);
            assertThat(seen)
                    .containsExactly(
                            "HTTP/1.1 200 OK\r\n",
                            "Transfer-Encoding: chunked\r\n",
                            "\r\n",
                            "one",
                            "two",
                            "A: 1\r\n",
                            "B: 2\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"U4", "U5", "R5"})
    void an_upload_that_has_nothing_yet_can_be_unpaused_by_its_progress_callback() {
        try (Simulation sim = new Simulation()) {
            boolean[] hasBytes = {false};
            sim.server().onAccept(connection -> {});
            Recording put = sim.get("/", options -> options.method("PUT")
                    .upload(
                            (transfer, target) -> {
                                if (!hasBytes[0]) {
                                    return Flow.PAUSE;
                                }
                                target.put("body".getBytes(ISO_8859_1));
                                return Flow.CONTINUE;
                            },
                            4)
                    .onProgress(transfer -> {
                        if (transfer.info().downloadedBytes() > 0) {
                            hasBytes[0] = true;
                            transfer.unpause(Direction.SENDING);
                        }
                        return Flow.CONTINUE;
                    }));
            sim.settle();
            MemoryConnection connection = sim.server().connection(1);
            assertThat(put.transfer().isPaused(Direction.SENDING)).isTrue();
            assertThat(connection.receivedText()).endsWith("\r\n\r\n");
            connection.send(Responses.head(4) + "ha");
            sim.settle();
            assertThat(connection.receivedText()).endsWith("\r\n\r\nbody");
            connection.send("ha");
            sim.runUntilDone();
            assertThat(put.code()).isEqualTo(ResultCode.OK);
            assertThat(put.bodyText()).isEqualTo("haha");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U1")
    void a_body_of_every_byte_there_is_arrives_as_it_is() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            Recording post = sim.get("/", options -> options.method("POST")
                    .upload(
                            (transfer, target) -> {
                                target.put(every);
                                return Flow.CONTINUE;
                            },
                            every.length));
            sim.settle();
            byte[] received = sim.server().connection(1).received();
            assertThat(received).endsWith(every);
            sim.server().connection(1).send(Responses.ok(""));
            sim.runUntilDone();
            assertThat(post.code()).isEqualTo(ResultCode.OK);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Verifies({"D7", "D9", "T9"})
    void limits_of_which_many_are_equal_and_many_are_taken_back_are_each_met_on_time_and_in_order(long seed) {
        Random random = new Random(seed);
        try (Simulation sim = new Simulation()) {
            List<Long> ends = new ArrayList<>();
            List<String> wrong = new ArrayList<>();
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                long limit = 1L + random.nextInt(50);
                gets.add(sim.get("/", options -> options.totalTimeout(Duration.ofMillis(limit))
                                .connectTimeout(Duration.ZERO))
                        .onDone(done -> {
                            ends.add(limit);
                            if (sim.clock().elapsed() != limit * 1_000_000) {
                                wrong.add(done + " ended after " + sim.clock().elapsed() + " ns");
                            }
                        }));
            }
            int removed = 0;
            for (int millis = 0; millis < 50; millis++) {
                sim.runFor(Duration.ofMillis(1));
                for (int i = 0; i < 3; i++) {
                    Recording any = gets.get(random.nextInt(gets.size()));
                    if (!any.isDone() && sim.multi().transfers().contains(any.transfer())) {
                        sim.multi().remove(any.transfer());
                        removed++;
                    }
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(ends).isSorted().hasSize(300 - removed);
            assertThat(removed).isGreaterThan(30);
            assertThatLog(sim.log()).hasNoTimer();
            sim.assertClean();
        }
    }
}
