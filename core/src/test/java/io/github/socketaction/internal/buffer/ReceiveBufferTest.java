package io.github.socketaction.internal.buffer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveBufferTest {

    private final BufferPool pool = new BufferPool();
    private final ReceiveBuffer buffer = new ReceiveBuffer(pool);

    @Test
    void a_new_buffer_is_empty_and_borrows_nothing() {
        assertThat(buffer.isEmpty()).isTrue();
        assertThat(buffer.size()).isZero();
        assertThat(pool.lent()).isZero();
    }

    @Test
    void what_was_written_is_read_by_index() {
        put("hello");

        assertThat(buffer.size()).isEqualTo(5);
        assertThat(buffer.get(buffer.start() + 1)).isEqualTo((byte) 'e');
        assertThat(Arrays.copyOf(buffer.copy(buffer.start() + 1, buffer.end()), 4))
                .isEqualTo("ello".getBytes(US_ASCII));
        assertThat(pool.lent()).isOne();
    }

    @Test
    void the_first_low_byte_is_found_wherever_it_stands_and_whatever_stands_around_it() {
        byte[] alphabet = {0, 1, 9, 10, 11, 0x7f, (byte) 0x80, (byte) 0x8a, (byte) 0xff};
        Random random = new Random(7);
        byte[] bytes = new byte[41];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = alphabet[random.nextInt(alphabet.length)];
        }
        buffer.writable().put(bytes);
        int start = buffer.start();
        for (int most : new int[] {0, 1, 9, 10, 11, 0x7f}) {
            for (int from = 0; from <= bytes.length; from++) {
                for (int to = from; to <= bytes.length; to++) {
                    int expected = from;
                    while (expected < to && (bytes[expected] & 0xff) > most) {
                        expected++;
                    }
                    assertThat(buffer.indexOfAtMost(most, start + from, start + to))
                            .as("%d in [%d, %d)", most, from, to)
                            .isEqualTo(expected == to ? -1 : start + expected);
                }
            }
        }
    }

    @Test
    void the_chunk_goes_back_with_the_last_byte() {
        put("hello");

        buffer.consume(4);
        assertThat(pool.lent()).isOne();
        buffer.consume(1);
        assertThat(pool.lent()).isZero();
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void a_view_is_read_only_and_shows_exactly_its_range() {
        put("hello");

        ByteBuffer view = buffer.view(buffer.start() + 1, buffer.start() + 3);
        assertThat(view.remaining()).isEqualTo(2);
        assertThatThrownBy(() -> view.put((byte) 'x')).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(view.get()).isEqualTo((byte) 'e');
    }

    @Test
    void room_that_was_not_used_goes_back_on_parking() {
        buffer.writable();
        assertThat(pool.lent()).isOne();

        buffer.park();
        assertThat(pool.lent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8 * 1024 - 1, 8 * 1024})
    void small_leftovers_are_parked_without_a_chunk(int size) {
        byte[] bytes = bytes(size + 3);
        put(bytes);
        buffer.consume(3);

        buffer.park();

        assertThat(pool.lent()).isZero();
        assertThat(buffer.size()).isEqualTo(size);
        assertThat(contents()).isEqualTo(Arrays.copyOfRange(bytes, 3, size + 3));
        assertThat(pool.lent()).isOne();
    }

    @Test
    void larger_leftovers_keep_their_chunk() {
        put(bytes(8 * 1024 + 1));

        buffer.park();

        assertThat(pool.lent()).isOne();
    }

    @Test
    void parked_bytes_go_on_where_they_stopped() {
        put("hel");
        buffer.park();
        put("lo");

        assertThat(contents()).isEqualTo("hello".getBytes(US_ASCII));
    }

    @Test
    void parked_bytes_can_be_consumed() {
        put("hello");
        buffer.park();
        buffer.consume(2);
        buffer.park();

        assertThat(contents()).isEqualTo("llo".getBytes(US_ASCII));
        buffer.park();
        buffer.consume(3);
        assertThat(pool.lent()).isZero();
    }

    @Test
    void it_grows_for_one_long_line_and_never_beyond_its_limit() {
        byte[] line = bytes(ReceiveBuffer.MAX_CAPACITY);
        put(line);

        assertThat(buffer.size()).isEqualTo(100 * 1024);
        assertThat(contents()).isEqualTo(line);
        assertThat(pool.lent()).as("a grown buffer is not the pool's").isZero();
        assertThatThrownBy(buffer::writable).isInstanceOf(IllegalStateException.class);
        buffer.consume(1);
        assertThat(buffer.writable().remaining()).isOne();
    }

    @Test
    void it_makes_room_by_moving_rather_than_growing() {
        put(bytes(BufferPool.BUFFER_SIZE));
        buffer.consume(BufferPool.BUFFER_SIZE - 10);

        assertThat(buffer.writable().remaining()).isEqualTo(BufferPool.BUFFER_SIZE - 10);
        assertThat(pool.lent()).isOne();
    }

    @Test
    void more_than_is_there_cannot_be_consumed() {
        put("hello");

        assertThatThrownBy(() -> buffer.consume(6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> buffer.consume(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closing_gives_everything_back_and_may_be_repeated() {
        put("hello");
        buffer.close();
        buffer.close();

        assertThat(pool.lent()).isZero();
        assertThat(buffer.isEmpty()).isTrue();
        assertThatThrownBy(buffer::writable).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_behaves_like_a_simple_queue_of_bytes(long seed) {
        Random random = new Random(seed);
        byte[] model = {};
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    int room = ReceiveBuffer.MAX_CAPACITY - model.length;
                    byte[] more = new byte[Math.min(room, random.nextInt(random.nextBoolean() ? 100 : 40_000))];
                    random.nextBytes(more);
                    put(more);
                    model = concat(model, more);
                }
                case 2 -> {
                    int count = random.nextInt(model.length + 1);
                    buffer.consume(count);
                    model = Arrays.copyOfRange(model, count, model.length);
                }
                case 3 -> buffer.park();
                default -> {
                    buffer.consume(model.length);
                    model = new byte[0];
                }
            }
            assertThat(buffer.size()).as("seed %d step %d", seed, step).isEqualTo(model.length);
            assertThat(pool.lent()).isBetween(0, model.length == 0 ? 0 : 1);
            if (random.nextInt(4) == 0) {
                assertThat(contents()).as("seed %d step %d", seed, step).isEqualTo(model);
                buffer.park();
            }
        }
    }

    @Test
    void a_low_byte_is_found_among_neighbours_in_value_and_only_within_the_range() {
        for (int most : new int[] {0, 1, 0x0a, 0x7f}) {
            for (int size = 1; size <= 40; size++) {
                for (int index = 0; index < size; index++) {
                    byte[] bytes = new byte[size];
                    // A search by words must not mistake them.
                    Arrays.fill(bytes, 0, index, (byte) (most + 1));
                    Arrays.fill(bytes, index, size, (byte) (most | 0x80));
                    bytes[index] = (byte) most;
                    put(bytes);
                    int start = buffer.start();
                    assertThat(buffer.indexOfAtMost(most, start, start + size)).isEqualTo(start + index);
                    assertThat(buffer.indexOfAtMost(most, start, start + index)).isEqualTo(-1);
                    assertThat(buffer.indexOfAtMost(most, start + index + 1, start + size))
                            .isEqualTo(-1);
                    buffer.consume(size);
                }
            }
        }
    }

    @Test
    void bytes_are_copied_and_read_also_where_they_are_parked() {
        put("hello");
        buffer.park();

        assertThat(buffer.get(buffer.start() + 4)).isEqualTo((byte) 'o');
        assertThat(pool.lent()).isZero();
        assertThat(Arrays.copyOf(buffer.copy(buffer.start(), buffer.end()), 5)).isEqualTo("hello".getBytes(US_ASCII));
    }

    @Test
    void a_byte_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> buffer.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_copy_may_be_as_long_as_all_that_is_held() {
        byte[] line = new byte[ReceiveBuffer.MAX_CAPACITY];
        line[line.length - 1] = 7;
        put(line);

        byte[] copy = buffer.copy(buffer.start(), buffer.end());

        assertThat(copy.length).isGreaterThanOrEqualTo(line.length);
        assertThat(copy[line.length - 1]).isEqualTo((byte) 7);
    }

    @Test
    void a_byte_is_found_at_the_very_end_of_the_storage() {
        byte[] line = new byte[ReceiveBuffer.MAX_CAPACITY];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        put(line);

        for (int from = 1; from <= 20; from++) {
            int start = buffer.end() - from;
            assertThat(buffer.indexOfAtMost('\n', start, buffer.end())).isEqualTo(buffer.end() - 1);
            assertThat(buffer.indexOfAtMost('\n', start, buffer.end() - 1)).isEqualTo(-1);
        }
    }

    private void put(String text) {
        put(text.getBytes(US_ASCII));
    }

    /** Puts bytes in as reads would, and takes the room back when there were none. */
    private void put(byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            ByteBuffer room = buffer.writable();
            int count = Math.min(room.remaining(), bytes.length - done);
            room.put(bytes, done, count);
            done += count;
        }
        if (bytes.length == 0 && buffer.isEmpty()) {
            buffer.park();
        }
    }

    private byte[] contents() {
        if (buffer.isEmpty()) {
            return new byte[0];
        }
        byte[] bytes = new byte[buffer.size()];
        int start = buffer.start();
        buffer.view(start, start + bytes.length).get(bytes);
        return bytes;
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
