package io.github.socketaction.internal.buffer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes received but not yet used, in storage that is borrowed only while there are any. Used by one thread.
 *
 * <p>Bytes are named by their index, from {@link #start()} to {@link #end()}. {@link #writable()}, {@link #consume(int)}
 * and {@link #park()} may move them: ask for the start again afterwards.
 */
public final class ReceiveBuffer {

    /** The most that is ever held, in bytes: one line of the greatest length allowed, 100 KB. */
    public static final int MAX_CAPACITY = 100 * 1024;

    /** Leftovers up to this many bytes are worth a copy when nothing is to be read for a while. */
    static final int PARKED_MAX = 8 * 1024;

    private final BufferPool pool;

    /** Where the bytes are, unless parked; the position of its buffer is the end of the bytes. */
    private BufferPool.@Nullable Chunk chunk;

    /** Whether the chunk is the pool's; a grown one is our own. */
    private boolean pooled;

    /** All the bytes, while parked. */
    private byte @Nullable [] parked;

    private int start;
    private boolean closed;

    public ReceiveBuffer(BufferPool pool) {
        this.pool = pool;
    }

    /** How many bytes are there. */
    public int size() {
        if (chunk != null) {
            return chunk.bytes().position() - start;
        }
        return parked == null ? 0 : parked.length;
    }

    /** Whether no byte is there. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** The index of the first byte. */
    public int start() {
        return start;
    }

    /** The index after the last byte. */
    public int end() {
        return start + size();
    }

    /** The byte at an index from {@link #start()} to before {@link #end()}. */
    public byte get(int index) {
        BufferPool.Chunk there = chunk;
        return there == null ? parked(index) : there.bytes().get(index);
    }

    /**
     * The index of the first byte in a range whose unsigned value is not above a limit.
     *
     * @param most from 0 to 127
     * @return the index, or -1 if there is none
     */
    public int indexOfAtMost(int most, int from, int to) {
        return from >= to ? -1 : unparked().words().indexOfAtMost(most, from, to);
    }

    /**
     * A copy of a range, for looking at its bytes again and again, at the start of an array that is longer than it.
     *
     * @return an array that holds the copy until this is called for any buffer of the same pool
     */
    public byte[] copy(int from, int to) {
        byte[] copy = pool.scratch(to - from);
        unparked().bytes().get(from, copy, 0, to - from);
        return copy;
    }

    /** A read-only buffer over a range, valid until the next call of any method but {@code get}, {@code indexOfAtMost} and {@code copy}. */
    public ByteBuffer view(int from, int to) {
        return unparked().view(from, to);
    }

    /** Drops bytes at the start; the storage goes back when no byte is left. */
    public void consume(int count) {
        if (count < 0 || count > size()) {
            throw new IllegalArgumentException("cannot consume " + count + " of " + size() + " bytes");
        }
        if (count == size()) {
            release();
        } else if (count > 0) {
            unparked();
            start += count;
        }
    }

    /**
     * A buffer with room for at least one byte: what is put there is added at the end. Call {@link #park()} when nothing
     * was put there after all.
     *
     * @throws IllegalStateException when {@link #MAX_CAPACITY} bytes are there already, or after {@link #close()}
     */
    public ByteBuffer writable() {
        ByteBuffer bytes = unparked().bytes();
        if (start > 0 && bytes.remaining() < bytes.capacity() / 2) {
            compact(bytes);
        }
        return bytes.hasRemaining() ? bytes : grown(bytes);
    }

    /**
     * Gives back what is not needed until more comes: a peer that sends a few bytes and then none for long must not hold
     * a whole chunk.
     */
    public void park() {
        if (parked != null || chunk == null) {
            return;
        }
        int size = size();
        if (size == 0) {
            release();
        } else if (size <= PARKED_MAX) {
            byte[] leftover = new byte[size];
            chunk.bytes().get(start, leftover);
            release();
            parked = leftover;
        }
    }

    /** Lets it be used again after {@link #close()}. */
    public void reopen() {
        closed = false;
    }

    /** Drops all bytes and gives back the storage. Closing again is harmless. */
    public void close() {
        release();
        closed = true;
    }

    private byte parked(int index) {
        if (parked == null) {
            throw new IndexOutOfBoundsException("no byte is there, and index " + index + " was asked for");
        }
        return parked[index];
    }

    private BufferPool.Chunk unparked() {
        return chunk != null ? chunk : borrowed();
    }

    private BufferPool.Chunk borrowed() {
        if (closed) {
            throw new IllegalStateException("the receive buffer is closed");
        }
        BufferPool.Chunk fresh = pool.acquire();
        if (parked != null) {
            fresh.bytes().put(parked);
            parked = null;
        }
        chunk = fresh;
        pooled = true;
        return fresh;
    }

    private void compact(ByteBuffer bytes) {
        bytes.limit(bytes.position()).position(start);
        bytes.compact();
        start = 0;
    }

    private ByteBuffer grown(ByteBuffer full) {
        if (full.capacity() >= MAX_CAPACITY) {
            throw new IllegalStateException("the receive buffer holds " + full.capacity() + " bytes already");
        }
        BufferPool.Chunk larger = new BufferPool.Chunk(ByteBuffer.allocateDirect(MAX_CAPACITY));
        larger.bytes().put(full.flip().position(start));
        release();
        chunk = larger;
        return larger.bytes();
    }

    private void release() {
        if (chunk != null && pooled) {
            pool.release(chunk);
        }
        chunk = null;
        pooled = false;
        parked = null;
        start = 0;
    }
}
