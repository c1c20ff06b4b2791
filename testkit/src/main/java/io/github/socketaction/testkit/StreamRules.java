package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the methods of a connected transport do to buffers and answer. */
public interface StreamRules extends BackendRules {

    /** More than any buffer of the system that a heap buffer may have to be copied through. */
    int LARGE = 300_000;

    @Test
    @Verifies("B25")
    default void reading_fills_a_buffer_from_its_position_to_its_limit_at_most() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        byte[] sent = BackendBench.pattern(10);
        for (ByteBuffer whole : List.of(ByteBuffer.allocate(40), ByteBuffer.allocateDirect(40))) {
            ByteBuffer buffer = whole.position(10).slice(); // its array does not begin where it does
            link.peer().write(sent);
            buffer.position(5).limit(5 + 4);
            readFully(bench, link.transport(), buffer);
            buffer.limit(15);
            readFully(bench, link.transport(), buffer);
            byte[] around = new byte[30];
            System.arraycopy(sent, 0, around, 5, 10);
            byte[] content = new byte[30];
            buffer.clear().get(content);
            assertThat(content).isEqualTo(around);
        }
    }

    private static void readFully(BackendBench bench, Transport transport, ByteBuffer buffer) {
        Patience patience = bench.patience();
        while (buffer.hasRemaining() && patience.holds()) {
            int position = buffer.position();
            int limit = buffer.limit();
            int answer = transport.read(buffer);
            assertThat(answer).isNotNegative();
            assertThat(buffer.position()).isEqualTo(position + answer);
            assertThat(buffer.limit()).isEqualTo(limit);
            Thread.onSpinWait();
        }
    }

    @Test
    @Verifies("B25")
    default void writing_takes_a_buffer_from_its_position_to_its_limit() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        byte[] pattern = BackendBench.pattern(LARGE + 20);
        ByteBuffer heap = ByteBuffer.wrap(pattern, 7, LARGE).slice();
        ByteBuffer direct =
                ByteBuffer.allocateDirect(LARGE + 20).put(pattern).position(7).limit(7 + LARGE);
        ByteBuffer readOnly = ByteBuffer.wrap(pattern, 7, LARGE).asReadOnlyBuffer();
        byte[] expected = Arrays.copyOfRange(pattern, 7, 7 + LARGE);
        for (ByteBuffer buffer : List.of(heap, direct, readOnly)) {
            int limit = buffer.limit();
            Patience patience = bench.patience();
            while (buffer.hasRemaining() && patience.holds()) {
                int position = buffer.position();
                int answer = link.transport().write(buffer);
                assertThat(answer).isNotNegative();
                assertThat(buffer.position()).isEqualTo(position + answer);
                assertThat(buffer.limit()).isEqualTo(limit);
                byte[] arrived = link.peer().read(answer);
                assertThat(arrived)
                        .isEqualTo(Arrays.copyOfRange(
                                expected, LARGE - limit + position, LARGE - limit + position + answer));
            }
        }
    }

    @Test
    @Verifies("B25")
    default void a_write_of_which_only_a_part_is_taken_leaves_the_rest_in_the_buffer() throws IOException {
        BackendBench bench = bench();
        for (ByteBuffer buffer : List.of(ByteBuffer.allocate(LARGE), ByteBuffer.allocateDirect(LARGE))) {
            BenchLink link = bench.link();
            buffer.put(BackendBench.pattern(LARGE));
            int answer = LARGE;
            int total = 0;
            Patience patience = bench.patience();
            while (answer == LARGE && patience.holds()) {
                answer = link.transport().write(buffer.clear());
                assertThat(answer).isNotNegative();
                total += answer;
            }
            assertThat(buffer.position()).isEqualTo(answer);
            assertThat(buffer.limit()).isEqualTo(LARGE);
            for (int left = total; left > 0; left -= LARGE) {
                byte[] expected = BackendBench.pattern(Math.min(left, LARGE));
                assertThat(link.peer().read(expected.length)).isEqualTo(expected);
            }
        }
    }

    @Test
    @Verifies("B26")
    default void a_gathering_write_takes_the_given_buffers_in_their_order_and_no_others() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        for (int size : new int[] {3, LARGE}) {
            byte[] body = BackendBench.pattern(size);
            ByteBuffer[] sources = {
                ByteBuffer.wrap(new byte[] {99}),
                ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2),
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(body),
                ByteBuffer.allocateDirect(1).put((byte) 4).flip(),
                ByteBuffer.wrap(new byte[] {98})
            };
            byte[] expected = new byte[size + 3];
            expected[0] = 2;
            expected[1] = 3;
            System.arraycopy(body, 0, expected, 2, size);
            expected[size + 2] = 4;
            int total = 0;
            Patience patience = bench.patience();
            while (total < expected.length && patience.holds()) {
                long answer = link.transport().write(sources, 1, 4);
                assertThat(answer).isBetween(0L, (long) expected.length - total);
                byte[] arrived = link.peer().read((int) answer);
                assertThat(arrived).isEqualTo(Arrays.copyOfRange(expected, total, total + (int) answer));
                total += (int) answer;
                assertThat(remaining(sources)).isEqualTo(expected.length - total + 2);
            }
            assertThat(sources[0].remaining() + sources[5].remaining()).isEqualTo(2);
        }
    }

    private static int remaining(ByteBuffer[] buffers) {
        return Arrays.stream(buffers).mapToInt(ByteBuffer::remaining).sum();
    }

    @Test
    @Verifies("B27")
    default void reading_when_nothing_has_arrived_answers_would_block() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        ByteBuffer buffer = ByteBuffer.allocate(10);
        assertThat(link.transport().read(buffer)).isEqualTo(Transport.WOULD_BLOCK);
        assertThat(buffer.position()).isZero();
        assertThat(link.transport().failure()).isNull();
    }

    @Test
    @Verifies("B28")
    default void after_close_every_call_answers_failed_with_a_reason() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        Transport transport = link.transport();
        assertThat(transport.failure()).isNull();
        transport.close();
        transport.close();
        ByteBuffer buffer = ByteBuffer.allocate(10);
        assertThat(transport.read(buffer)).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).message().isNotBlank();
        assertThat(transport.write(buffer)).isEqualTo(Transport.FAILED);
        assertThat(transport.write(new ByteBuffer[] {buffer}, 0, 1)).isEqualTo(Transport.FAILED);
        assertThat(transport.shutdownOutput()).isEqualTo(Transport.FAILED);
        assertThat(transport.finishConnect()).isEqualTo(Transport.FAILED);
        assertThat(transport.localAddress()).isNull();
        assertThat(transport.remoteAddress()).isNull();
        assertThat(buffer.position()).isZero();
        Transport unused = bench.openTransport();
        unused.close();
        assertThat(unused.connect(bench.server().address())).isEqualTo(Transport.FAILED);
        assertThat(unused.failure()).message().isNotBlank();
    }
}
