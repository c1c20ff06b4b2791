package io.github.socketaction.internal.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Lends heap buffers that hold one record each, and keeps a few that came back. Used by one thread. */
final class TlsBuffers {

    /** The longest record: its header, 2^14 bytes and what TLS 1.2 may add to them (RFC 5246, section 6.2.3). */
    static final int SIZE = 5 + 16_384 + 2_048;

    private static final int KEPT = 32;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>(KEPT);
    private int lent;

    /** A buffer that is empty and ready to be filled. */
    ByteBuffer acquire() {
        lent++;
        ByteBuffer buffer = free.pollLast();
        return buffer == null ? ByteBuffer.allocate(SIZE) : buffer.clear();
    }

    /** Takes a buffer back; it must not be touched any more. */
    void release(ByteBuffer buffer) {
        lent--;
        if (free.size() < KEPT) {
            free.addLast(buffer);
        }
    }

    /** How many are lent at this moment. */
    int lent() {
        return lent;
    }
}
