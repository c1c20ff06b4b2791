package io.github.socketaction.internal.proxy;

import io.github.socketaction.transfer.Flow;
import java.nio.ByteBuffer;

/** Hears what is said while a tunnel is asked for: whoever needs the tunnel. */
public interface TunnelListener {

    /** So many bytes of requests were sent. */
    void sent(long bytes);

    /** A line of the head of an answer has come, refusals and interim heads included. */
    Flow headerLine(ByteBuffer line);

    /** A head of an answer is complete. */
    void answered(int status);

    /** Whether no line is to be given now. */
    boolean isPaused();
}
