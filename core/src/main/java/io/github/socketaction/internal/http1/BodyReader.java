package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.transfer.ResultCode;
import org.jspecify.annotations.Nullable;

/** Says which received bytes are body, whatever the framing. */
final class BodyReader {

    private BodyFraming framing = BodyFraming.NONE;
    private long left;

    /** Made for the first body in chunks, then used again. */
    private @Nullable ChunkedDecoder decoder;

    /** The decoder while the body is in chunks. */
    private @Nullable ChunkedDecoder chunks;

    /** Starts the body that follows a final head. */
    void begin(ResponseHead head, boolean answersHead) {
        framing = BodyFraming.of(head, answersHead);
        left = framing == BodyFraming.SIZED ? head.contentLength() : 0;
        chunks = framing == BodyFraming.CHUNKED ? begunDecoder() : null;
    }

    /**
     * Takes framing off the front of the buffer.
     *
     * @return how many bytes at the start of the buffer are then body
     */
    int available(ReceiveBuffer in) {
        if (chunks != null) {
            return chunks.available(in);
        }
        return framing == BodyFraming.UNTIL_CLOSE ? in.size() : (int) Math.min(left, in.size());
    }

    /** Notes that so many of the available bytes were taken off the buffer. */
    void taken(int count) {
        if (chunks != null) {
            chunks.taken(count);
        } else if (framing == BodyFraming.SIZED) {
            left -= count;
        }
    }

    /** Whether no more body comes. */
    boolean finished() {
        return switch (framing) {
            case NONE -> true;
            case SIZED -> left == 0;
            case CHUNKED -> chunks != null && chunks.lastChunkSeen();
            case UNTIL_CLOSE -> false;
        };
    }

    /** Whether trailers follow the body. */
    boolean hasTrailers() {
        return framing == BodyFraming.CHUNKED;
    }

    /** Whether the connection can only end with this response. */
    boolean endsConnection() {
        return framing == BodyFraming.UNTIL_CLOSE;
    }

    /** Accepts the end of the stream as the end of an unfinished body, or refuses it. */
    void acceptEnd() {
        switch (framing) {
            case NONE, UNTIL_CLOSE -> {}
            case SIZED -> throw cut("while " + left + " bytes of the body were outstanding");
            case CHUNKED -> throw cut("before the last chunk of the body and what follows it");
        }
    }

    private ChunkedDecoder begunDecoder() {
        if (decoder == null) {
            decoder = new ChunkedDecoder();
        }
        decoder.begin();
        return decoder;
    }

    private static TransferFailure cut(String when) {
        return new TransferFailure(ResultCode.PARTIAL_FILE, "the server closed the connection " + when);
    }
}
