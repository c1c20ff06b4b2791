package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauseTest {

    private static final String SIZED =
            "HTTP/1.1 103 x\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6;x\r\nhello \r\n5\r\nworld\r\n0\r\nC: d\r\n\r\n";
    private static final String UNTIL_CLOSE = "HTTP/1.0 200 OK\r\n\r\nhello world";
    private static final String NO_BODY = "HTTP/1.1 204 OK\r\nA: b\r\n\r\n";

    private final BufferPool pool = new BufferPool();

    static List<String> responses() {
        return List.of(SIZED, CHUNKED, UNTIL_CLOSE, NO_BODY);
    }

    /** Pauses at every call, and takes a number of bytes each time that may be none. */
    private static final class Hesitant extends RecordingSink {

        private final int appetite;
        private final Flow answer;
        private int calls;

        Hesitant(int appetite, Flow answer) {
            this.appetite = appetite;
            this.answer = answer;
        }

        @Override
        Flow afterLine() {
            return answer;
        }

        @Override
        Flow take(ByteBuffer piece) {
            boolean refuse = appetite == 0 && calls++ % 2 == 0;
            int count = refuse ? 0 : Math.min(piece.remaining(), Math.max(1, appetite));
            for (int i = 0; i < count; i++) {
                body.append((char) (piece.get() & 0xff));
            }
            return answer;
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void pausing_at_every_piece_loses_and_repeats_nothing(String response) {
        Outcome expected = Outcome.whole(response.getBytes(ISO_8859_1), true);
        for (int appetite = 0; appetite <= 12; appetite++) {
            for (int pieceSize : new int[] {1, 7, 1_000}) {
                ScriptedPipe pipe = new ScriptedPipe()
                        .inPieces(response.getBytes(ISO_8859_1), pieceSize)
                        .thenEnd();
                Outcome paused = Outcome.of(pipe, "GET", new Hesitant(appetite, Flow.PAUSE));
                assertThat(paused)
                        .as("appetite %d, pieces of %d", appetite, pieceSize)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void what_was_left_is_kept_without_a_chunk_and_comes_again_without_reading() {
        ScriptedPipe pipe = new ScriptedPipe().then("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        Http1Exchange exchange = exchange(pipe);
        RecordingSink refusing = new RecordingSink() {
            @Override
            Flow take(ByteBuffer piece) {
                piece.get();
                return Flow.PAUSE;
            }
        };

        assertThat(exchange.receive(refusing, 8)).isEqualTo(Progress.PAUSED);
        assertThat(exchange.hasBuffered()).isTrue();
        assertThat(pool.lent()).isZero();
        RecordingSink taking = new RecordingSink();
        assertThat(exchange.receive(taking, 0)).isEqualTo(Progress.COMPLETE);
        assertThat(taking.body).hasToString("ello");
        assertThat(pipe.reads()).isOne();
        assertThat(exchange.hasBuffered()).isFalse();
    }

    @Test
    void a_pause_at_the_very_end_leaves_only_the_completion() {
        ScriptedPipe pipe = new ScriptedPipe().then("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        Http1Exchange exchange = exchange(pipe);
        RecordingSink sink = new RecordingSink() {
            @Override
            Flow take(ByteBuffer piece) {
                super.take(piece);
                return Flow.PAUSE;
            }
        };

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.PAUSED);
        assertThat(exchange.receive(sink, 0)).isEqualTo(Progress.COMPLETE);
        assertThat(sink.body).hasToString("hello");
    }

    @Test
    void a_pause_on_the_last_line_of_a_response_without_body_is_known_as_pending() {
        Http1Exchange exchange = exchange(new ScriptedPipe().then(NO_BODY));
        RecordingSink sink = new Hesitant(1, Flow.PAUSE);

        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.PAUSED);
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.PAUSED);
        assertThat(exchange.receive(sink, 8)).isEqualTo(Progress.PAUSED);
        assertThat(exchange.hasBuffered()).isTrue();
        assertThat(exchange.receive(sink, 0)).isEqualTo(Progress.COMPLETE);
        assertThat(sink.lines).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 11})
    void bytes_left_after_continue_come_again_at_once(int appetite) {
        ScriptedPipe pipe = new ScriptedPipe().then(SIZED);
        RecordingSink sink = new Hesitant(appetite, Flow.CONTINUE);

        assertThat(exchange(pipe).receive(sink, 8)).isEqualTo(Progress.COMPLETE);
        assertThat(sink.body).hasToString("hello world");
        assertThat(sink.pieces).isEqualTo((11 + appetite - 1) / appetite);
        assertThat(pipe.reads()).isOne();
    }

    @Test
    void continue_without_taking_a_byte_fails_with_advice() {
        Http1Exchange exchange = exchange(new ScriptedPipe().then(SIZED));

        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> exchange.receive(new Hesitant(0, Flow.CONTINUE), 8))
                .withMessageContaining("PAUSE")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.WRITE_ERROR));
        exchange.close();
        assertThat(pool.lent()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void a_position_outside_of_the_piece_is_refused(Flow answer) {
        RecordingSink meddling = new RecordingSink() {
            @Override
            Flow take(ByteBuffer piece) {
                piece.clear().position(piece.capacity());
                return answer;
            }
        };
        Outcome outcome = Outcome.of(new ScriptedPipe().then(SIZED), "HEAD");
        assertThat(outcome.code()).isEqualTo(ResultCode.OK);
        Http1Exchange exchange = exchange(new ScriptedPipe().then(SIZED));
        if (answer == Flow.ABORT) {
            assertThat(exchange.receive(meddling, 8)).isEqualTo(Progress.ABORTED);
        } else {
            assertThatExceptionOfType(TransferFailure.class)
                    .isThrownBy(() -> exchange.receive(meddling, 8))
                    .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.WRITE_ERROR));
        }
    }

    @Test
    void abort_ends_the_run_at_a_line_and_at_a_piece() {
        RecordingSink atLine = new Hesitant(1, Flow.ABORT);
        assertThat(exchange(new ScriptedPipe().then(SIZED)).receive(atLine, 8)).isEqualTo(Progress.ABORTED);
        assertThat(atLine.lines).hasSize(1);

        RecordingSink atPiece = new RecordingSink() {
            @Override
            Flow take(ByteBuffer piece) {
                return Flow.ABORT;
            }
        };
        assertThat(exchange(new ScriptedPipe().then(SIZED)).receive(atPiece, 8)).isEqualTo(Progress.ABORTED);
        assertThat(atPiece.pieces).isOne();
    }

    @Test
    void the_position_a_line_is_left_at_does_not_matter() {
        RecordingSink careless = new RecordingSink() {
            @Override
            public Flow headerLine(ByteBuffer line) {
                super.headerLine(line.duplicate());
                return Flow.CONTINUE;
            }
        };
        assertThat(exchange(new ScriptedPipe().then(SIZED)).receive(careless, 8))
                .isEqualTo(Progress.COMPLETE);
        assertThat(String.join("", careless.lines) + careless.body).isEqualTo(SIZED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_large_body_survives_any_mixture_of_answers(long seed) {
        Random random = new Random(seed);
        StringBuilder sent = new StringBuilder();
        StringBuilder response = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 40; i++) {
            String chunk = String.valueOf((char) ('a' + i % 26)).repeat(1 + random.nextInt(20_000));
            sent.append(chunk);
            response.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        ScriptedPipe pipe =
                new ScriptedPipe().inPieces((response + "0\r\n\r\n").getBytes(ISO_8859_1), 1 + random.nextInt(90_000));
        RecordingSink sink = new RecordingSink() {
            @Override
            Flow take(ByteBuffer piece) {
                int count = 1 + random.nextInt(piece.remaining());
                byte[] taken = new byte[count];
                piece.get(taken);
                body.append(new String(taken, ISO_8859_1));
                return random.nextBoolean() ? Flow.PAUSE : Flow.CONTINUE;
            }
        };
        Outcome outcome = Outcome.of(pipe, "GET", sink);

        assertThat(outcome.code()).isEqualTo(ResultCode.OK);
        assertThat(outcome.body()).isEqualTo(sent.toString());
    }

    private Http1Exchange exchange(ScriptedPipe pipe) {
        return new Http1Exchange(pool).begin(pipe, Http1Request.of(TransferOptions.get("http://h/")));
    }
}
