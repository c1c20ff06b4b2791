package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ReadCallback;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Request bodies. */
class UploadTest {

    private static final String OK = Responses.ok("thanks");

    @Test
    @Verifies("U1")
    void a_body_of_known_length_is_sent_as_it_is_and_asked_for_no_further() {
        try (Simulation sim = new Simulation()) {
            int[] asked = {0};
            Recording put = put(
                    sim,
                    (transfer, target) -> {
                        asked[0]++;
                        target.put("he".getBytes(ISO_8859_1), 0, Math.min(2, target.remaining()));
                        return Flow.CONTINUE;
                    },
                    5);
            sim.settle();
            assertThat(received(sim)).startsWith("PUT /up HTTP/1.1\r\n").contains("Content-Length: 5\r\n");
            assertThat(received(sim)).endsWith("\r\n\r\nheheh");
            assertThat(asked[0]).isEqualTo(3);
            assertThat(put.transfer().info().uploadedBytes()).isEqualTo(5);
            answer(sim);
            sim.runUntilDone();
            assertThat(put.code()).isEqualTo(ResultCode.OK);
            assertThat(sim.multi().counts().idleConnections()).isOne();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U2")
    void a_body_of_unknown_length_is_sent_in_chunks() {
        try (Simulation sim = new Simulation()) {
            put(sim, pieces("hello", "world"), RequestBody.UNKNOWN_LENGTH);
            sim.settle();
            assertThat(received(sim)).contains("Transfer-Encoding: chunked\r\n");
            assertThat(received(sim)).endsWith("\r\n\r\n5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n");
            answer(sim);
            sim.runUntilDone();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U3")
    void a_socket_that_takes_no_more_is_announced_for_both_until_all_is_sent() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> connection.window(10_000).stall());
            put(sim, pieces("x".repeat(50_000)), 50_000);
            sim.settle();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "INOUT#1");
            sim.server().connection(1).resume();
            sim.settle();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "INOUT#1", "IN#1");
            assertThat(received(sim)).endsWith("x".repeat(50_000));
            answer(sim);
            sim.runUntilDone();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U4")
    void a_read_callback_with_nothing_yet_waits_without_spinning_and_goes_on_without_an_event() {
        try (Simulation sim = new Simulation()) {
            Queue<String> data = new ArrayDeque<>();
            Recording put = put(sim, fed(data), 4);
            data.add("ab");
            sim.settle();
            assertThat(received(sim)).endsWith("\r\n\r\nab");
            assertThat(put.transfer().isPaused(Direction.SENDING)).isTrue();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
            long calls = sim.multi().calls();
            sim.runFor(Duration.ofSeconds(60));
            assertThat(sim.multi().calls()).isEqualTo(calls);
            data.add("cd");
            sim.log().clear();
            sim.multi().unpause(put.transfer(), Direction.SENDING);
            assertThat(sim.log().timerValues()).containsExactly(0L);
            sim.settle();
            assertThat(received(sim)).endsWith("\r\n\r\nabcd");
            answer(sim);
            sim.runUntilDone();
            assertThat(put.code()).isEqualTo(ResultCode.OK);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U5")
    void receiving_goes_on_while_sending_is_paused_and_the_other_way_round() {
        try (Simulation sim = new Simulation()) {
            Queue<String> data = new ArrayDeque<>();
            Recording put = put(sim, fed(data), 4);
            sim.settle();
            sim.server().connection(1).send(Responses.head(4) + "12");
            sim.settle();
            assertThat(put.bodyText()).isEqualTo("12");
            sim.multi().pause(put.transfer(), Direction.RECEIVING);
            sim.server().connection(1).send("34");
            data.add("abcd");
            sim.multi().unpause(put.transfer(), Direction.SENDING);
            sim.settle();
            assertThat(received(sim)).endsWith("abcd");
            assertThat(put.bodyText()).isEqualTo("12");
            sim.multi().unpause(put.transfer(), Direction.RECEIVING);
            sim.runUntilDone();
            assertThat(put.bodyText()).isEqualTo("1234");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U6")
    void a_read_callback_that_aborts_throws_or_ends_early_fails_its_own_transfer_only() {
        assertFails((transfer, target) -> Flow.ABORT, ResultCode.ABORTED_BY_CALLBACK, "said abort");
        assertFails(
                (transfer, target) -> {
                    throw new IllegalStateException("disk gone");
                },
                ResultCode.READ_ERROR,
                "disk gone");
        assertFails(pieces("abc"), ResultCode.READ_ERROR, "after 3 of 4 bytes");
    }

    @Test
    @Verifies("U7")
    void an_early_answer_completes_the_transfer_and_spends_the_connection() {
        try (Simulation sim = new Simulation()) {
            Recording put = put(sim, fed(new ArrayDeque<>()), 1_000_000);
            sim.settle();
            sim.server().connection(1).send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
            sim.runUntilDone();
            assertThat(put.code()).isEqualTo(ResultCode.OK);
            assertThat(put.transfer().info().status()).isEqualTo(413);
            assertThat(sim.multi().counts().connections()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U8")
    void a_body_that_was_begun_is_not_sent_twice() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(OK);
            sim.get("/first");
            sim.runUntilDone();
            int[] asked = {0};
            sim.server()
                    .connection(1)
                    .onData(bytes -> sim.server().connection(1).reset());
            Recording put = put(
                    sim,
                    (transfer, target) -> {
                        asked[0]++;
                        target.put((byte) 'x');
                        return Flow.CONTINUE;
                    },
                    3);
            sim.runUntilDone();
            assertThat(put.code()).isIn(ResultCode.RECV_ERROR, ResultCode.SEND_ERROR);
            assertThat(asked[0]).isEqualTo(3);
            assertThat(sim.server().connections()).hasSize(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("U9")
    void the_end_of_the_server_is_seen_while_sending_is_paused() {
        try (Simulation sim = new Simulation()) {
            Recording put = put(sim, fed(new ArrayDeque<>()), 4);
            sim.settle();
            sim.server().connection(1).close();
            sim.settle();
            assertThat(put.code()).isEqualTo(ResultCode.GOT_NOTHING);
            sim.assertClean();
        }
    }

    private static void assertFails(ReadCallback callback, ResultCode code, String words) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(OK);
            Recording get = sim.get("/other");
            Recording put = put(sim, callback, 4);
            sim.runUntilDone();
            assertThat(put.code()).isEqualTo(code);
            assertThat(put.result().message()).contains(words);
            assertThat(get.code()).isEqualTo(ResultCode.OK);
            sim.assertClean();
        }
    }

    private static Recording put(Simulation sim, ReadCallback callback, long length) {
        return sim.get("/up", builder -> builder.upload(callback, length));
    }

    private static String received(Simulation sim) {
        return sim.server().connection(1).receivedText();
    }

    private static void answer(Simulation sim) {
        sim.server().connection(1).send(OK);
    }

    /** Gives these pieces, then the end. */
    private static ReadCallback pieces(String... pieces) {
        Queue<String> left = new ArrayDeque<>(Arrays.asList(pieces));
        return (transfer, target) -> {
            String piece = left.poll();
            if (piece != null) {
                target.put(piece.getBytes(ISO_8859_1));
            }
            return Flow.CONTINUE;
        };
    }

    /** Gives what the queue holds, and pauses when it is empty. */
    private static ReadCallback fed(Queue<String> data) {
        return (transfer, target) -> {
            String piece = data.poll();
            if (piece == null) {
                return Flow.PAUSE;
            }
            target.put(piece.getBytes(ISO_8859_1));
            return Flow.CONTINUE;
        };
    }
}
