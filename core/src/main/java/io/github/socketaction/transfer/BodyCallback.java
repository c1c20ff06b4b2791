package io.github.socketaction.transfer;

import java.nio.ByteBuffer;

/** Takes the bytes of a response body; libcurl's {@code CURLOPT_WRITEFUNCTION}. */
@FunctionalInterface
public interface BodyCallback {

    /** Discards every body; what a transfer without a body callback does. */
    BodyCallback DISCARD = (transfer, body) -> {
        body.position(body.limit());
        return Flow.CONTINUE;
    };

    /**
     * Takes a piece of the body, after all framing is removed.
     *
     * <p>What is taken is said by the buffer's position: bytes left in it come again, at once after {@link
     * Flow#CONTINUE} and after {@link Transfer#unpause()} for {@link Flow#PAUSE}. Answering {@code CONTINUE} without
     * having taken a byte fails the transfer with {@link ResultCode#WRITE_ERROR}, because it could only spin.
     *
     * @param transfer the transfer that the bytes belong to
     * @param body at least one byte, read-only, valid only during this call
     * @return how to go on; {@code ABORT} ends the transfer with {@link ResultCode#WRITE_ERROR}
     */
    Flow onBody(Transfer transfer, ByteBuffer body);
}
