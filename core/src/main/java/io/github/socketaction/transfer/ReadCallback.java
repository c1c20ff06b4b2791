package io.github.socketaction.transfer;

import java.nio.ByteBuffer;

/** Gives the bytes of a request body; libcurl's {@code CURLOPT_READFUNCTION}. */
@FunctionalInterface
public interface ReadCallback {

    /**
     * Puts a piece of the body into a buffer, as much or as little as is at hand.
     *
     * <p>Answering {@link Flow#CONTINUE} without having put a byte is the end of the body. {@link Flow#PAUSE} says that
     * there is nothing yet: what was put is sent, and nothing more is asked for until sending is unpaused. {@link
     * Flow#ABORT} ends the transfer with {@link ResultCode#ABORTED_BY_CALLBACK}.
     *
     * @param transfer the transfer that sends
     * @param target takes the bytes from its position on; it has room for no more than is left of a body of known length;
     *     valid only during this call
     * @return how to go on
     */
    Flow onRead(Transfer transfer, ByteBuffer target);
}
