package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 through the whole engine. */
class HttpTest {

    static Stream<String> responses() {
        return Stream.of(
                Responses.ok("hello world"),
                Responses.ok(""),
                Responses.chunked("hello", " ", "world"),
                Responses.chunked(),
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n0\r\nTrailer: yes\r\n\r\n",
                Responses.untilClose("hello world"),
                Responses.untilClose(""),
                Responses.NO_CONTENT,
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Responses.ok("hello"),
                "HTTP/1.0 200 OK\r\n\r\nold",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                Responses.head(10) + "short",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\nhello",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0000\u0001\u0002\u0003");
    }

    @ParameterizedTest
    @MethodSource("responses")
    @Verifies("H1")
    void a_response_gives_the_same_wherever_it_is_cut(String response) {
        byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
        String whole = outcome(bytes, bytes.length);
        assertThat(outcome(bytes, 1)).as("byte by byte").isEqualTo(whole);
        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(outcome(bytes, cut)).as("cut every %d bytes", cut).isEqualTo(whole);
            assertThat(outcomeOfTwo(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    private static String outcome(byte[] response, int pieceSize) {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.sendCut(response, pieceSize);
                        connection.close();
                    }));
            return outcome(sim);
        }
    }

    private static String outcomeOfTwo(byte[] response, int cut) {
        String text = new String(response, StandardCharsets.ISO_8859_1);
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(text.substring(0, cut));
                        connection.after(Duration.ofMillis(1), () -> {
                            connection.send(text.substring(cut));
                            connection.close();
                        });
                    }));
            return outcome(sim);
        }
    }

    private static String outcome(Simulation sim) {
        Recording get = sim.get("/");
        sim.runUntilDone();
        String outcome =
                get.code() + " " + get.transfer().info().status() + " " + get.headerLines() + " " + get.bodyText();
        sim.assertClean();
        return outcome;
    }

    @ParameterizedTest
    @CsvSource({
        "0, PARTIAL_FILE, ''",
        "1, PARTIAL_FILE, h",
        "4, PARTIAL_FILE, hell",
        "5, OK, hello",
    })
    @Verifies("H2")
    void a_body_shorter_than_announced_is_delivered_and_fails(int sent, ResultCode code, String body) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.head(5) + "hello".substring(0, sent));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(code);
            assertThat(get.bodyText()).isEqualTo(body);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("H3")
    void a_body_longer_than_announced_ends_where_it_was_announced_to_end() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello") + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            Recording first = sim.get("/1");
            sim.runUntilDone();
            assertThat(first.bodyText()).isEqualTo("hello");
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThat(sim.server().connections()).hasSize(2);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"close, GOT_NOTHING", "shutdown, GOT_NOTHING", "reset, RECV_ERROR"})
    @Verifies("H4")
    void a_connection_that_ends_without_a_byte_of_answer_has_its_own_result(String way, ResultCode code) {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        switch (way) {
                            case "close" -> connection.close();
                            case "shutdown" -> connection.shutdownOutput();
                            default -> connection.reset();
                        }
                    }));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(code);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.2\r\n", "220 mail.example ESMTP\r\n", "<html></html>", "\u0016\u0003\u0001"})
    @Verifies("H5")
    void an_answer_that_is_not_http_fails_and_is_not_taken_for_a_body(String answer) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(answer);
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isNotEqualTo(ResultCode.OK);
            assertThat(get.bodyText()).isEmpty();
            assertThat(get.completions()).isEqualTo(1);
            sim.assertClean();
        }
    }

    /** What a server can send without end. */
    static Stream<String> floods() {
        return Stream.of(
                "X-Flood: " + "y".repeat(1_000) + "\r\n", // SEC-78: header fields without end
                "y".repeat(10_000), // a line without end
                "\r\nHTTP/1.1 100 Continue\r\n", // interim responses without end
                "A: b\r\n");
    }

    @ParameterizedTest
    @MethodSource("floods")
    @Verifies("H6")
    void heads_without_end_are_given_up_after_a_bounded_amount(String piece) {
        try (Simulation sim = new Simulation()) {
            long[] sent = new long[1];
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send("HTTP/1.1 100 Continue\r\n");
                        flood(sim, connection, piece, sent);
                    }));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isNotEqualTo(ResultCode.OK);
            assertThat(sent[0]).isLessThan(2_000_000);
            assertThat(get.transfer().info().headerBytes()).isLessThanOrEqualTo(400_000);
            assertThat(sim.counts().connections()).isZero();
            sim.assertClean();
        }
    }

    private static void flood(Simulation sim, MemoryConnection connection, String piece, long[] sent) {
        for (int i = 0; i < 20; i++) {
            connection.send(piece);
            sent[0] += piece.length();
        }
        connection.after(Duration.ofMillis(1), () -> {
            if (!connection.isClientClosed() && sent[0] < 5_000_000) {
                flood(sim, connection, piece, sent);
            }
        });
    }

    @Test
    @Verifies("H6")
    void chunk_framing_without_end_is_given_up_after_a_bounded_amount() {
        for (String piece : List.of("0", "1;" + "x".repeat(1_000), "0\r\nX: " + "y".repeat(1_000) + "\r\n")) {
            try (Simulation sim = new Simulation()) {
                long[] sent = new long[1];
                sim.server()
                        .onAccept(connection -> connection.onRequest(request -> {
                            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            flood(sim, connection, piece, sent);
                        }));
                Recording get = sim.get("/");
                sim.runUntilDone();
                assertThat(get.code()).as(piece).isNotEqualTo(ResultCode.OK);
                assertThat(sent[0]).as(piece).isLessThan(2_000_000);
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("H7")
    void a_head_request_has_no_body_and_its_connection_is_used_again() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> connection.send(
                            request.startsWith("HEAD") ? Responses.head(1_000) : Responses.ok("hello"))));
            Recording head = sim.get("/", options -> options.method("HEAD"));
            sim.runUntilDone();
            assertThat(head.code()).isEqualTo(ResultCode.OK);
            assertThat(head.bodyText()).isEmpty();
            assertThat(head.transfer().info().downloadLength()).isEqualTo(1_000);
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(sim.server().connections()).hasSize(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("H8")
    void the_request_is_what_curl_would_send() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/path?query=1#fragment", options -> options.header("X-Mine", "yes"));
            sim.runUntilDone();
            assertThat(sim.server().requests())
                    .containsExactly(
                            "GET /path?query=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nX-Mine: yes\r\n\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("H9")
    void header_lines_come_byte_for_byte_with_those_of_interim_heads_and_trailers() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .respondWith(String.join(
                            "\r\n",
                            "HTTP/1.1 103 Early",
                            "L:  x ",
                            "",
                            "HTTP/1.1 200 \u00e9",
                            "Transfer-Encoding: chunked",
                            "odd:\t y",
                            "",
                            "1",
                            "a",
                            "0",
                            "T: t",
                            "",
                            ""));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.headerLines())
                    .startsWith(
                            "HTTP/1.1 103 Early\r\n",
                            "L:  x \r\n",
                            "\r\n",
                            "HTTP/1.1 200 \u00e9\r\n",
                            "Transfer-Encoding: chunked\r\n",
                            "odd:\t y\r\n",
                            "\r\n",
                            "T: t\r\n");
            assertThat(get.bodyText()).isEqualTo("a");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"body, 23", "header, 23", "progress, 42"})
    @Verifies("H10")
    void a_callback_that_says_abort_ends_its_transfer_and_closes_its_connection(String callback, int number) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.head(10) + "hello");
            Flow ofBody = callback.equals("body") ? Flow.ABORT : Flow.CONTINUE;
            Recording recording = new Recording(TransferOptions.builder("http://127.0.0.1/")
                    .onProgress(transfer -> callback.equals("progress") ? Flow.ABORT : Flow.CONTINUE)
                    .build());
            recording.onHeader((transfer, line) -> callback.equals("header") ? Flow.ABORT : Flow.CONTINUE);
            recording.onBody((transfer, body) -> {
                body.position(body.limit());
                return ofBody;
            });
            sim.start(recording);
            sim.runUntilDone();
            assertThat(recording.code().number()).isEqualTo(number);
            assertThat(recording.bodyCalls()).isLessThanOrEqualTo(1);
            assertThat(sim.counts().connections()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("H10")
    void a_body_callback_that_takes_nothing_and_says_continue_fails_its_transfer() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording recording = new Recording(TransferOptions.get("http://127.0.0.1/"));
            recording.onBody((transfer, body) -> Flow.CONTINUE);
            sim.start(recording);
            sim.runUntilDone();
            assertThat(recording.code()).isEqualTo(ResultCode.WRITE_ERROR);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("H11")
    void whatever_garbage_a_server_sends_only_its_own_transfer_suffers() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        List<String> parts = List.of(
                "HTTP/1.1 ",
                "200",
                " OK",
                "\r\n",
                "\n",
                "Content-Length: ",
                "5",
                "-1",
                "Transfer-Encoding: chunked",
                ":",
                " ",
                "hello",
                "0",
                "ffffffffffffffffff",
                "\u0000",
                "\u00ff",
                "Connection: close",
                "HTTP/",
                "100",
                "\r");
        for (int round = 0; round < 2_000; round++) {
            List<String> pieces = new ArrayList<>();
            if (random.nextBoolean()) {
                pieces.add("HTTP/1.1 200 OK\r\n");
            }
            for (int i = random.nextInt(20); i >= 0; i--) {
                pieces.add(parts.get(random.nextInt(parts.size())));
            }
            try (Simulation sim = new Simulation()) {
                sim.server()
                        .onAccept(connection -> connection.onRequest(request -> {
                            if (request.startsWith("GET /garbage")) {
                                pieces.forEach(connection::send);
                                connection.close();
                            } else {
                                connection.send(Responses.ok("hello"));
                            }
                        }));
                Recording garbage = sim.get("/garbage");
                Recording good = sim.get("/good");
                sim.runUntilDone();
                assertThat(good.bodyText()).isEqualTo("hello");
                assertThat(garbage.code())
                        .as("seed %d, round %d: %s: %s", seed, round, pieces, garbage.result())
                        .isNotEqualTo(ResultCode.FAILED_INIT);
                sim.assertClean();
            }
        }
    }
}
