package io.github.socketaction.internal.pipe;

import io.github.socketaction.internal.TransferFailure;
import java.nio.ByteBuffer;

/** A connected stream of bytes, as the protocol above sees it. No method waits. */
public interface Pipe {

    /** What {@link #read} answers when the peer will send no more. */
    int END = -1;

    /**
     * Reads what is there.
     *
     * @param target a buffer with room
     * @return the number of bytes read, 0 when nothing is there now, or {@link #END}
     * @throws TransferFailure with {@code RECV_ERROR} when the stream broke
     */
    int read(ByteBuffer target);

    /**
     * Writes as much as is taken.
     *
     * @param source a buffer with at least one byte
     * @return the number of bytes written, 0 when nothing is taken now
     * @throws TransferFailure with {@code SEND_ERROR} when the stream broke
     */
    int write(ByteBuffer source);
}
