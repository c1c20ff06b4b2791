package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Http1ExchangeTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

    private final BufferPool pool = new BufferPool();
    private final ScriptedPipe pipe = new ScriptedPipe();
    private final RecordingSink sink = new RecordingSink();

    @Test
    void a_request_is_sent_in_one_write() {
        Http1Exchange exchange = exchange("GET");

        assertThat(exchange.send(PieceSource.NONE, 16)).isEqualTo(SendProgress.SENT);
        assertThat(exchange.send(PieceSource.NONE, 16)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).isEqualTo("GET /x HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n");
        assertThat(exchange.sentBytes()).isEqualTo(pipe.written().length());
        assertThat(pool.lent()).isZero();
    }

    @Test
    void a_request_is_sent_bit_by_bit_where_the_pipe_takes_no_more() {
        pipe.writingAtMost(7);
        Http1Exchange exchange = exchange("GET");
        int runs = 1;
        while (exchange.send(PieceSource.NONE, 16) != SendProgress.SENT) {
            assertThat(pool.lent()).isOne();
            assertThat(exchange.sentBytes()).isEqualTo(pipe.written().length());
            runs++;
        }

        assertThat(runs).isGreaterThan(2);
        assertThat(pipe.written()).isEqualTo("GET /x HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n");
    }

    @Test
    void a_request_larger_than_a_chunk_is_sent_whole() {
        String value = "v".repeat(200_000);
        Http1Exchange exchange = new Http1Exchange(pool)
                .begin(
                        pipe,
                        Http1Request.of(TransferOptions.builder("http://h/")
                                .header("X", value)
                                .build()));

        assertThat(exchange.send(PieceSource.NONE, 16)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).endsWith("X: " + value + "\r\n\r\n");
    }

    @Test
    void a_response_is_delivered_in_its_parts() {
        pipe.then(OK + "hello");
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.responseStarted()).isFalse();
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(exchange.responseStarted()).isTrue();
        assertThat(sink.starts).isOne();
        assertThat(sink.lines).containsExactly("HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n", "\r\n");
        assertThat(sink.heads).containsExactly(200);
        assertThat(sink.body).hasToString("hello");
        assertThat(exchange.connectionReusable()).isTrue();
        assertThat(pool.lent()).isZero();
    }

    @Test
    void a_complete_response_is_not_read_beyond() {
        pipe.then(OK + "hello").thenEnd();
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(pipe.reads()).isOne();
    }

    @Test
    void the_head_is_told_before_its_empty_line() {
        pipe.then("HTTP/1.1 204 x\r\n\r\n");
        RecordingSink order = new RecordingSink() {
            @Override
            Flow afterLine() {
                if (lines.get(lines.size() - 1).equals("\r\n")) {
                    assertThat(heads).containsExactly(204);
                }
                return super.afterLine();
            }
        };
        assertThat(sentExchange("GET").receive(order, 8)).isEqualTo(Progress.COMPLETE);
    }

    @Test
    void header_lines_are_byte_exact() {
        String head = "http/1.1 200\r\nA :\tb  \r\n\u00e9: \u00ff\r\nA: 1\n\tfolded\r\n: x\r\nContent-Length:0\r\n\n";
        pipe.then(head);
        assertThat(sentExchange("GET").receive(sink, 8)).isEqualTo(Progress.COMPLETE);

        assertThat(String.join("", sink.lines)).isEqualTo(head);
    }

    @Test
    void interim_heads_are_told_and_passed_over() {
        pipe.then("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nContent-Length: 9\r\n\r\n" + OK + "hello");
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(sink.heads).containsExactly(100, 103, 200);
        assertThat(sink.body).hasToString("hello");
        assertThat(exchange.connectionReusable()).isTrue();
    }

    @Test
    void trailers_are_told_as_header_lines_without_the_empty_line() {
        pipe.then("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n");
        pipe.then("3;x=\"y\"\r\nhel\r\n2 \r\nlo\r\n0;z\r\nA: b\r\nContent-Length: 99\r\n\r\n");
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.BLOCKED);
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(sink.body).hasToString("hello");
        assertThat(sink.lines.subList(3, sink.lines.size())).containsExactly("A: b\r\n", "Content-Length: 99\r\n");
        assertThat(exchange.connectionReusable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"HEAD,200", "GET,204", "GET,304"})
    void no_body_is_expected_where_there_can_be_none(String method, int status) {
        pipe.then("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n");
        Http1Exchange exchange = sentExchange(method);

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(exchange.connectionReusable()).isTrue();
    }

    @Test
    void a_switch_of_protocols_is_refused() {
        pipe.then("HTTP/1.1 101 Switching\r\n\r\n");
        assertThat(Outcome.of(pipe, "GET").code()).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void reading_goes_on_until_nothing_is_there() {
        pipe.inPieces((OK + "hello").getBytes(US_ASCII), 10);

        assertThat(sentExchange("GET").receive(sink, 8)).isEqualTo(Progress.COMPLETE);
    }

    @Test
    void a_run_ends_with_its_budget() {
        pipe.inPieces((OK + "hello").getBytes(US_ASCII), 1);
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 3)).isEqualTo(Progress.YIELDED);
        assertThat(pipe.reads()).isEqualTo(3);
        assertThat(exchange.receive(sink, 0)).isEqualTo(Progress.YIELDED);
        assertThat(pipe.reads()).isEqualTo(3);
        assertThat(exchange.receive(sink, 1_000)).isEqualTo(Progress.COMPLETE);
    }

    @Test
    void nothing_there_is_blocked_and_holds_no_buffer() {
        Http1Exchange exchange = sentExchange("GET");
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.BLOCKED);
        assertThat(exchange.responseStarted()).isFalse();
        assertThat(sink.starts).isZero();
        assertThat(pool.lent()).isZero();

        pipe.then(OK + "hel");
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.BLOCKED);
        assertThat(pool.lent()).isZero();
        assertThat(exchange.hasBuffered()).isFalse();
    }

    @Test
    void a_partial_line_waits_without_a_chunk_and_counts_not_as_deliverable() {
        pipe.then("HTTP/1.1 200 OK\r\nA: ");
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.BLOCKED);
        assertThat(exchange.hasBuffered()).isFalse();
        assertThat(pool.lent()).isZero();
        pipe.then("b\r\nContent-Length: 0\r\n\r\n");
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(sink.lines).contains("A: b\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: x, keep-alive\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n",
            })
    void a_connection_goes_on_where_all_is_clear(String response) {
        assertThat(reusableAfter(response)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: keep-alive, CLOSE\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: x\r\n close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nextra",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: identity\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding : chunked\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 204 None\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void a_connection_ends_where_another_could_see_it_otherwise(String response) {
        assertThat(reusableAfter(response)).isFalse();
    }

    @Test
    void a_connection_ends_with_a_body_until_close_and_with_the_stream() {
        pipe.then("HTTP/1.1 200 OK\r\n\r\nhello").thenEnd();
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.BLOCKED);
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(exchange.connectionReusable()).isFalse();
    }

    @Test
    void a_connection_ends_with_a_response_that_overtook_its_request() {
        pipe.then(OK + "hello");
        Http1Exchange exchange = exchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(exchange.connectionReusable()).isFalse();
    }

    @Test
    void a_connection_ends_where_our_request_said_so() {
        pipe.then(OK + "hello");
        Http1Exchange exchange = new Http1Exchange(pool)
                .begin(
                        pipe,
                        Http1Request.of(TransferOptions.builder("http://h/")
                                .header("Connection", "close")
                                .build()));
        exchange.send(PieceSource.NONE, 16);

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(exchange.connectionReusable()).isFalse();
    }

    @Test
    void a_last_read_that_filled_its_room_leaves_the_connection_reusable() {
        int body = 2 * BufferPool.BUFFER_SIZE - OK.length() - 5;
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body + "\r\n\r\n";
        assertThat(head).hasSize(OK.length() + 5);
        assertThat(reusableAfter(head + "x".repeat(body))).isTrue();
        assertThat(reusableAfter(head.replace("Content", "Bontent") + "x".repeat(body)))
                .isFalse();
    }

    @Test
    void a_broken_stream_fails_with_its_own_failure() {
        pipe.then(OK + "hel").thenReset();
        Http1Exchange exchange = sentExchange("GET");

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.BLOCKED);
        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> exchange.receive(sink, 8))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.RECV_ERROR));
        exchange.close();
        assertThat(pool.lent()).isZero();
    }

    @Test
    void a_reset_after_a_complete_response_does_not_harm_it() {
        pipe.then(OK + "hello").thenReset();

        assertThat(Outcome.of(pipe, "GET").code()).isEqualTo(ResultCode.OK);
    }

    private boolean reusableAfter(String response) {
        ScriptedPipe fresh = new ScriptedPipe().then(response);
        Http1Exchange exchange =
                new Http1Exchange(pool).begin(fresh, Http1Request.of(TransferOptions.get("http://h/")));
        exchange.send(PieceSource.NONE, 16);
        Progress progress = Progress.BLOCKED;
        for (int runs = 0; progress == Progress.BLOCKED && runs < 10; runs++) {
            progress = exchange.receive(sink, 8);
        }
        exchange.close();
        return progress == Progress.COMPLETE && exchange.connectionReusable();
    }

    private Http1Exchange sentExchange(String method) {
        Http1Exchange exchange = exchange(method);
        assertThat(exchange.send(PieceSource.NONE, 16)).isEqualTo(SendProgress.SENT);
        return exchange;
    }

    private Http1Exchange exchange(String method) {
        return new Http1Exchange(pool)
                .begin(
                        pipe,
                        Http1Request.of(TransferOptions.builder("http://h/x")
                                .method(method)
                                .build()));
    }
}
