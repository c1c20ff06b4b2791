package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.HeadLimits;
import io.github.socketaction.transfer.ResultCode;

/** Removes the framing of chunks (RFC 9112, section 7.1), up to the last chunk; trailers are not its business. */
final class ChunkedDecoder {

    /** Enough for 64 bits. More could only be zeros, without end. */
    private static final int MAX_DIGITS = 16;

    private enum State {
        /** In the digits of a chunk's size. */
        SIZE,
        /** After them, in what is ignored up to the line feed. */
        EXTENSION,
        /** In the bytes of a chunk. */
        DATA,
        /** After them, before a line end. */
        DATA_END,
        /** After its carriage return. */
        DATA_END_LINE_FEED,
        /** After the size line of the last chunk. */
        LAST
    }

    private State state = State.SIZE;
    private int digits;
    private int extensionLength;
    private long left;

    /** Starts over, for another body. */
    void begin() {
        state = State.SIZE;
        digits = 0;
        extensionLength = 0;
        left = 0;
    }

    /**
     * Takes framing off the front of the buffer.
     *
     * @return how many bytes at the start of the buffer are then body; 0 when more is needed or after the last chunk
     */
    int available(ReceiveBuffer in) {
        int start = in.start();
        int end = in.end();
        int at = start;
        while (at < end && state != State.DATA && state != State.LAST) {
            state = after(in.get(at));
            at++;
        }
        in.consume(at - start);
        return state == State.DATA ? (int) Math.min(left, in.size()) : 0;
    }

    /** Notes that so many of the available bytes were taken off the buffer. */
    void taken(int count) {
        left -= count;
        if (left == 0) {
            state = State.DATA_END;
        }
    }

    /** Whether the last chunk was seen, so that trailers follow. */
    boolean lastChunkSeen() {
        return state == State.LAST;
    }

    private State after(byte b) {
        return switch (state) {
            case SIZE -> afterSizeByte(b);
            case EXTENSION -> afterExtensionByte(b);
            case DATA_END -> {
                if (b == '\r') {
                    yield State.DATA_END_LINE_FEED;
                }
                yield nextChunk(b);
            }
            case DATA_END_LINE_FEED -> nextChunk(b);
            case DATA, LAST -> throw new IllegalStateException(state.name());
        };
    }

    private State afterSizeByte(byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
            if (digits == 0) {
                throw broken("a chunk without a size");
            }
            return afterExtensionByte(b);
        }
        if (++digits > MAX_DIGITS || left > Long.MAX_VALUE >> 4) {
            throw broken("a chunk whose size has more than 63 bits");
        }
        left = left << 4 | digit;
        return State.SIZE;
    }

    private State afterExtensionByte(byte b) {
        if (b == '\n') {
            return left == 0 ? State.LAST : State.DATA;
        }
        if (++extensionLength > HeadLimits.LINE) {
            throw broken("a chunk extension of more than " + HeadLimits.LINE + " bytes");
        }
        return State.EXTENSION;
    }

    private State nextChunk(byte b) {
        if (b != '\n') {
            throw broken("a chunk that is longer than its size");
        }
        digits = 0;
        extensionLength = 0;
        left = 0;
        return State.SIZE;
    }

    private static TransferFailure broken(String what) {
        return new TransferFailure(ResultCode.RECV_ERROR, "the server sent " + what + " in a chunked body");
    }
}
