package io.github.socketaction.internal.buffer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Lends direct buffers of one size, and keeps a few that came back. Used by one thread.
 */
public final class BufferPool {

    /** Bytes of a pooled buffer: one read of this size empties the default receive window of a loopback or LAN socket. */
    public static final int BUFFER_SIZE = 64 * 1024;

    private static final int KEPT = 16;

    private final ArrayDeque<Chunk> free = new ArrayDeque<>(KEPT);
    private byte[] scratch = new byte[1024];
    private int lent;

    /** A chunk whose buffer is empty and ready to be filled. */
    public Chunk acquire() {
        lent++;
        Chunk chunk = free.pollLast();
        if (chunk == null) {
            chunk = new Chunk(ByteBuffer.allocateDirect(BUFFER_SIZE));
        }
        chunk.bytes().clear();
        return chunk;
    }

    /** Takes a chunk back; it must not be touched any more. */
    public void release(Chunk chunk) {
        lent--;
        if (free.size() < KEPT) {
            free.addLast(chunk);
        }
    }

    /** An array of at least a length, the same for all who ask; what is in it is gone when the next one asks. */
    byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        return scratch;
    }

    /** How many chunks are lent at this moment. */
    public int lent() {
        return lent;
    }

    /** A buffer with a read-only view of the same memory, made once, so that handing out bytes allocates nothing. */
    public static final class Chunk {

        private final ByteBuffer bytes;
        private final ByteBuffer view;
        private final ByteWords words;

        /** A chunk over a buffer of any kind. */
        Chunk(ByteBuffer bytes) {
            this.bytes = bytes;
            this.view = bytes.asReadOnlyBuffer();
            this.words = new ByteWords(bytes);
        }

        /** The buffer itself. */
        public ByteBuffer bytes() {
            return bytes;
        }

        /** For looking for bytes. */
        ByteWords words() {
            return words;
        }

        /** The read-only view, set to a range. */
        public ByteBuffer view(int start, int end) {
            return view.limit(end).position(start);
        }
    }
}
