package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.RequestSource;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestWriterTest {

    private static final String HEAD = "PUT / HTTP/1.1\r\n\r\n";
    private static final int PIECES = 100;

    private final BufferPool pool = new BufferPool();
    private final ScriptedPipe pipe = new ScriptedPipe();
    private final PieceSource source = new PieceSource();

    @Test
    void a_sized_body_follows_the_head_and_ends_by_its_length_without_asking_again() {
        source.then("hel").then("lo");

        assertThat(writer(5).send(source, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).isEqualTo(HEAD + "hello");
        assertThat(source.asked).isEqualTo(2);
        assertThat(pool.lent()).isZero();
    }

    @Test
    void a_source_never_has_room_for_more_than_the_announced_length() {
        source.then("hello world");
        RequestWriter writer = writer(5);

        assertThat(writer.send(source, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).isEqualTo(HEAD + "hello");
        assertThat(writer.isDone()).isTrue();
    }

    @Test
    void a_body_of_length_zero_asks_nobody() {
        assertThat(writer(0).send(PieceSource.NONE, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).isEqualTo(HEAD);
    }

    @Test
    void a_sized_body_that_ends_early_fails_with_both_lengths() {
        source.then("hell");
        RequestWriter writer = writer(5);

        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> writer.send(source, PIECES))
                .withMessageContaining("after 4 of 5 bytes")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.READ_ERROR));
        writer.close();
        assertThat(pool.lent()).isZero();
    }

    @Test
    void a_body_of_unknown_length_goes_in_chunks_and_ends_with_the_last_one() {
        source.then("hello").then("x".repeat(16)).then("y".repeat(255));

        assertThat(writer(RequestBody.UNKNOWN_LENGTH).send(source, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written())
                .isEqualTo(HEAD + "5\r\nhello\r\n10\r\n" + "x".repeat(16) + "\r\nff\r\n" + "y".repeat(255)
                        + "\r\n0\r\n\r\n");
        assertThat(pool.lent()).isZero();
    }

    @Test
    void an_empty_body_of_unknown_length_is_the_last_chunk_alone() {
        assertThat(writer(RequestBody.UNKNOWN_LENGTH).send(source, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).isEqualTo(HEAD + "0\r\n\r\n");
    }

    @Test
    void a_chunk_fills_the_buffer_at_most() {
        int room = BufferPool.BUFFER_SIZE - 8;
        source.then("z".repeat(room + 1));

        assertThat(writer(RequestBody.UNKNOWN_LENGTH).send(source, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written())
                .isEqualTo(HEAD + Integer.toHexString(room) + "\r\n" + "z".repeat(room) + "\r\n1\r\nz\r\n0\r\n\r\n");
    }

    @Test
    void bytes_that_the_pipe_did_not_take_are_kept_and_sent_first() {
        pipe.writingAtMost(3);
        source.then("hello").then("world");
        RequestWriter writer = writer(RequestBody.UNKNOWN_LENGTH);
        int runs = 0;
        while (writer.send(source, PIECES) != SendProgress.SENT) {
            runs++;
            assertThat(writer.isDone()).isFalse();
        }

        assertThat(runs).isGreaterThan(5);
        assertThat(pipe.written()).isEqualTo(HEAD + "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n");
        assertThat(writer.sent()).isEqualTo(pipe.written().length());
        assertThat(pool.lent()).isZero();
    }

    @Test
    void a_pause_sends_what_was_put_holds_no_buffer_and_goes_on_later() {
        source.then("hel").thenPause().then("lo");
        RequestWriter writer = writer(5);

        assertThat(writer.send(source, PIECES)).isEqualTo(SendProgress.PAUSED);
        assertThat(pipe.written()).isEqualTo(HEAD + "hel");
        assertThat(pool.lent()).isZero();
        assertThat(writer.send(source, PIECES)).isEqualTo(SendProgress.SENT);
        assertThat(pipe.written()).isEqualTo(HEAD + "hello");
    }

    @Test
    void the_budget_ends_a_run() {
        source.then("a").then("b").then("c");
        RequestWriter writer = writer(3);

        assertThat(writer.send(source, 2)).isEqualTo(SendProgress.YIELDED);
        assertThat(pipe.written()).isEqualTo(HEAD + "ab");
        assertThat(writer.send(source, 2)).isEqualTo(SendProgress.SENT);
    }

    @Test
    void an_abort_gives_the_buffer_back() {
        assertThat(writer(3).send(target -> RequestSource.Supply.ABORT, PIECES)).isEqualTo(SendProgress.ABORTED);
        assertThat(pool.lent()).isZero();
    }

    private RequestWriter writer(long length) {
        @Nullable RequestBody body = new RequestBody((transfer, target) -> Flow.ABORT, length);
        RequestWriter writer = new RequestWriter(pool);
        writer.begin(pipe, HEAD.getBytes(US_ASCII), body);
        return writer;
    }
}
