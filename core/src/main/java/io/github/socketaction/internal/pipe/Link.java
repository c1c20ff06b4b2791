package io.github.socketaction.internal.pipe;

import io.github.socketaction.socket.PollAction;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A pipe together with its socket side, as the connection that owns it holds it. */
public interface Link extends Pipe {

    /** Says what to wait for on the sockets below. */
    void want(PollAction action);

    /**
     * Whether reading may give something: an event came since reading last found nothing, or bytes are held inside. False
     * means that reading would only waste a system call.
     */
    boolean mayRead();

    /**
     * Looks whether nothing can be read: no byte, no end, no failure. What is read is lost, so it is only for a link that
     * is given up if it is not silent.
     *
     * @param scratch a buffer with room
     */
    boolean isSilent(ByteBuffer scratch);

    /** The peer's address. */
    @Nullable SocketAddress remoteAddress();

    /** Our own address. */
    @Nullable SocketAddress localAddress();

    /** Gives the sockets up; they are closed once the application has forgotten them. Harmless to repeat. */
    void release();
}
