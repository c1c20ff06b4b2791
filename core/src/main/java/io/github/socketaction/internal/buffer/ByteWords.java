package io.github.socketaction.internal.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Looks for bytes in a buffer eight at a time; whatever the range, up to seven bytes behind it are read, too. */
final class ByteWords {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** All of the buffer, whatever its position and limit; the first byte of a word is its lowest. */
    private final ByteBuffer bytes;

    /** The last index at which a whole word is. */
    private final int lastWord;

    ByteWords(ByteBuffer buffer) {
        bytes = buffer.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        lastWord = bytes.capacity() - Long.BYTES;
    }

    /** The index of the first byte in a range that is not above a limit from 0 to 127, or -1. */
    int indexOfAtMost(int most, int from, int to) {
        long limits = ONES * (most + 1);
        for (int at = from; at < to; at += Long.BYTES) {
            long word = word(at);
            long hits = (word - limits) & ~word & HIGH_BITS;
            if (hits != 0) {
                return within(at, hits, to);
            }
        }
        return -1;
    }

    /** The first hit is exact; a borrow may put wrong ones above it. */
    private static int within(int at, long hits, int to) {
        int index = at + (Long.numberOfTrailingZeros(hits) >>> 3);
        return index < to ? index : -1;
    }

    private long word(int at) {
        if (at <= lastWord) {
            return bytes.getLong(at);
        }
        long word = 0;
        for (int i = bytes.capacity() - 1; i >= at; i--) {
            word = (word << Byte.SIZE) | (bytes.get(i) & 0xff);
        }
        return word;
    }
}
