package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.RequestSource;
import io.github.socketaction.internal.http.RequestSource.Supply;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes one request: its head, then its body in the framing that the head announced. Holds a buffer only while blocked. */
final class RequestWriter {

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

    /** Room before a chunk for its size in hexadecimal and a line end, and behind it for another line end. */
    private static final int CHUNK_PREFIX = 6;

    private static final int CHUNK_SUFFIX = 2;

    private static final byte[] NO_HEAD = {};

    private final BufferPool pool;
    private @Nullable Pipe pipe;
    private byte[] head = NO_HEAD;
    private @Nullable RequestBody body;
    private int headTaken;
    private long bodyTaken;
    private boolean bodyAsked;
    private boolean bodyEnded;
    private long sent;
    private BufferPool.@Nullable Chunk pending;

    RequestWriter(BufferPool pool) {
        this.pool = pool;
    }

    /** Begins with a request; what was before is over. */
    void begin(Pipe newPipe, byte[] newHead, @Nullable RequestBody newBody) {
        close();
        pipe = newPipe;
        head = newHead;
        body = newBody;
        headTaken = 0;
        bodyTaken = 0;
        bodyAsked = false;
        bodyEnded = newBody == null || newBody.length() == 0;
        sent = 0;
    }

    /** Sends what is possible now. */
    SendProgress send(RequestSource source, int pieces) {
        int left = pieces;
        while (flush()) {
            if (headTaken < head.length) {
                takeHead();
            } else if (bodyEnded) {
                return SendProgress.SENT;
            } else if (left-- <= 0) {
                return SendProgress.YIELDED;
            } else {
                Supply supply = takeBody(source);
                if (supply == Supply.ABORT) {
                    return SendProgress.ABORTED;
                }
                if (supply == Supply.PAUSED) {
                    return flush() ? SendProgress.PAUSED : SendProgress.BLOCKED;
                }
            }
        }
        return SendProgress.BLOCKED;
    }

    /** Whether the whole request is sent. */
    boolean isDone() {
        return headTaken == head.length && bodyEnded && pending == null;
    }

    /** Whether the source was asked. */
    boolean bodyAsked() {
        return bodyAsked;
    }

    /** Bytes sent, framing included. */
    long sent() {
        return sent;
    }

    /** Gives back the buffer, if one is held. */
    void close() {
        if (pending != null) {
            pool.release(pending);
            pending = null;
        }
    }

    /** Whether nothing is held back any more. */
    private boolean flush() {
        BufferPool.Chunk chunk = pending;
        while (chunk != null) {
            int count = pipe().write(chunk.bytes());
            sent += count;
            if (!chunk.bytes().hasRemaining()) {
                close();
                return true;
            }
            if (count == 0) {
                return false;
            }
        }
        return true;
    }

    private Pipe pipe() {
        if (pipe == null) {
            throw new IllegalStateException("no request to write");
        }
        return pipe;
    }

    private ByteBuffer acquire() {
        BufferPool.Chunk chunk = pool.acquire();
        pending = chunk;
        return chunk.bytes();
    }

    private void takeHead() {
        ByteBuffer bytes = acquire();
        int count = Math.min(head.length - headTaken, bytes.remaining());
        bytes.put(head, headTaken, count).flip();
        headTaken += count;
    }

    private Supply takeBody(RequestSource source) {
        bodyAsked = true;
        ByteBuffer bytes = acquire();
        boolean chunked = body != null && !body.isSized();
        int start = chunked ? CHUNK_PREFIX : 0;
        bytes.position(start).limit(start + room(bytes.capacity()));
        Supply supply = source.supply(bytes);
        int count = bytes.position() - start;
        if (supply == Supply.ABORT || count == 0) {
            close();
        }
        if (supply == Supply.END) {
            end(chunked);
        } else if (count > 0 && supply != Supply.ABORT) {
            take(bytes, count, chunked);
        }
        return supply;
    }

    private int room(int capacity) {
        int piece = capacity - CHUNK_PREFIX - CHUNK_SUFFIX;
        return body != null && body.isSized() ? (int) Math.min(body.length() - bodyTaken, piece) : piece;
    }

    private void take(ByteBuffer bytes, int count, boolean chunked) {
        bodyTaken += count;
        if (chunked) {
            frame(bytes, count);
        } else {
            bytes.flip();
            bodyEnded = body != null && bodyTaken == body.length();
        }
    }

    private static void frame(ByteBuffer bytes, int count) {
        int end = bytes.position();
        bytes.limit(end + CHUNK_SUFFIX);
        bytes.put(end, (byte) '\r').put(end + 1, (byte) '\n');
        int at = CHUNK_PREFIX;
        bytes.put(--at, (byte) '\n').put(--at, (byte) '\r');
        for (int size = count; size > 0; size >>>= 4) {
            bytes.put(--at, (byte) Character.forDigit(size & 0xf, 16));
        }
        bytes.position(at);
    }

    private void end(boolean chunked) {
        if (!chunked && body != null) {
            throw new TransferFailure(
                    ResultCode.READ_ERROR,
                    "the read callback ended the request body after " + bodyTaken + " of " + body.length() + " bytes");
        }
        bodyEnded = true;
        acquire().put(LAST_CHUNK).flip();
    }
}
