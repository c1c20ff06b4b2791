package io.github.socketaction.testkit;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ReadCallback;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The bytes of requests and responses. */
public interface EngineBodyRules extends EngineRules {

    @Test
    @Verifies({"H1", "H9"})
    default void a_response_is_the_same_wherever_it_is_cut() {
        String response = """
                HTTP/1.1 103 Early Hints
                Link: </a>

                HTTP/1.1 200 OK
                Transfer-Encoding: chunked

                5;ext=1
                hello
                A
                , to you!!
                0
                X-Trailer: 1

                """.replace("\n", "\r\n");
        for (int cut = 0; cut < response.length(); cut++) {
            Simulation sim = world();
            sim.server().respondWith(response.substring(0, cut), response.substring(cut));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.bodyText()).as("body, when cut after %s bytes", cut).isEqualTo("hello, to you!!");
            assertThat(get.headerLines())
                    .as("header lines, when cut after %s bytes", cut)
                    .containsExactly(
                            "HTTP/1.1 103 Early Hints\r\n",
                            "Link: </a>\r\n",
                            "\r\n",
                            "HTTP/1.1 200 OK\r\n",
                            "Transfer-Encoding: chunked\r\n",
                            "\r\n",
                            "X-Trailer: 1\r\n");
        }
    }

    @Test
    @Verifies({"H2", "A10"})
    default void a_body_that_is_too_short_is_delivered_and_fails() {
        Simulation sim = world();
        sim.server().respondAndClose(Answers.head(5) + "hell");
        Recording get = sim.get("/");
        sim.runUntilDone();
        assertThat(get.bodyText()).as("body").isEqualTo("hell");
        assertThat(get.code()).isEqualTo(ResultCode.PARTIAL_FILE);
    }

    @Test
    @Verifies({"H3", "N6"})
    default void what_follows_a_response_is_never_taken_for_the_next_one() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("one") + Answers.ok("forged"));
        sim.get("/1");
        sim.runUntilDone();
        sim.server().respondWith(Answers.ok("two"));
        Recording second = sim.get("/2");
        sim.runUntilDone();
        assertThat(second.bodyText()).as("body of the second response").isEqualTo("two");
        assertThat(sim.server().connections()).as("connections").hasSize(2);
    }

    @Test
    @Verifies("H7")
    default void a_response_to_head_has_no_body() {
        Simulation sim = world();
        sim.server().respondWith(Answers.head(5));
        Recording head = sim.get("/", options -> options.method("HEAD"));
        sim.settle();
        assertThat(head.isDone()).as("over with the head").isTrue();
        assertThat(head.code()).isEqualTo(ResultCode.OK);
        assertThat(sim.counts().idleConnections()).as("idle connections").isEqualTo(1);
    }

    @Test
    @Verifies({"U1", "U3"})
    default void a_body_is_sent_byte_for_byte_and_waits_for_room() {
        Simulation sim = world();
        String body = Answers.letters(3_000);
        sim.server().onAccept(connection -> connection.window(700).stall());
        Queue<String> pieces = new ArrayDeque<>(List.of(body.substring(0, 1_700), body.substring(1_700)));
        Recording put = sim.get("/", options -> options.upload(pieces(pieces), body.length()));
        sim.settle();
        assertThatLog(sim.log()).announces("INOUT#1");
        MemoryConnection connection = sim.server().connection(1);
        connection.resume();
        sim.settle();
        assertThatLog(sim.log()).announces("IN#1");
        assertThat(connection.receivedText()).as("the request").endsWith("\r\n\r\n" + body);
        connection.send(Answers.ok("thanks"));
        sim.runUntilDone();
        assertThat(put.code()).isEqualTo(ResultCode.OK);
        assertThat(put.transfer().info().uploadedBytes()).as("uploaded bytes").isEqualTo(3_000);
    }

    @Test
    @Verifies("U2")
    default void a_body_of_unknown_length_ends_when_its_callback_gives_nothing() {
        Simulation sim = world();
        int[] asked = {0};
        Queue<String> pieces = new ArrayDeque<>(List.of("hello", ", to you!!"));
        ReadCallback inner = pieces(pieces);
        sim.get(
                "/",
                options -> options.upload(
                        (transfer, target) -> {
                            asked[0]++;
                            return inner.onRead(transfer, target);
                        },
                        RequestBody.UNKNOWN_LENGTH));
        sim.settle();
        sim.server().connection(1).send(Answers.ok("thanks"));
        sim.runUntilDone();
        assertThat(sim.server().connection(1).receivedText())
                .as("the request")
                .endsWith("\r\n\r\n5\r\nhello\r\na\r\n, to you!!\r\n0\r\n\r\n");
        assertThat(asked[0]).as("how often the callback was asked").isEqualTo(3);
    }

    @Test
    @Verifies({"U4", "U5"})
    default void a_read_callback_with_nothing_yet_waits_and_goes_on_without_an_event() {
        Simulation sim = world();
        Queue<String> pieces = new ArrayDeque<>(List.of("ab"));
        ReadCallback inner = pieces(pieces);
        Recording put = sim.get(
                "/",
                options -> options.upload(
                        (transfer, target) -> pieces.isEmpty() ? Flow.PAUSE : inner.onRead(transfer, target), 4));
        sim.settle();
        MemoryConnection connection = sim.server().connection(1);
        assertThat(connection.receivedText()).as("the request").endsWith("\r\n\r\nab");
        assertThatLog(sim.log()).announces("IN#1");
        pieces.add("cd");
        sim.multi().unpause(put.transfer(), Direction.SENDING);
        sim.fireTimer();
        sim.network().deliver();
        assertThat(connection.receivedText()).as("the request").endsWith("\r\n\r\nabcd");
    }

    @Test
    @Verifies({"U8", "N8"})
    default void a_request_is_not_repeated_when_its_body_was_begun_or_when_repeating_may_do_harm() {
        for (String method : List.of("PUT", "POST")) {
            Simulation sim = world();
            sim.server().respondWith(Answers.ok("hello"));
            sim.get("/first");
            sim.runUntilDone();
            sim.server()
                    .connection(1)
                    .onRequest(head -> sim.server().connection(1).close());
            Queue<String> pieces = new ArrayDeque<>(List.of("ab"));
            Recording again = method.equals("PUT")
                    ? sim.get("/put", options -> options.upload(pieces(pieces), 2))
                    : sim.get("/post", options -> options.method("POST"));
            sim.runUntilDone();
            sim.settle();
            assertThat(again.code()).as("result of %s", method).isNotEqualTo(ResultCode.OK);
            assertThat(sim.server().requests()).as("requests with %s", method).hasSize(2);
        }
    }

    /** Gives the pieces, each by a call of its own, then nothing. */
    private static ReadCallback pieces(Queue<String> pieces) {
        return (transfer, target) -> {
            String piece = pieces.poll();
            if (piece != null) {
                target.put(piece.getBytes(ISO_8859_1));
            }
            return Flow.CONTINUE;
        };
    }
}
