package io.github.socketaction.internal.pipe;

import io.github.socketaction.socket.PollAction;
import java.net.SocketAddress;
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

    /** The peer's address. */
    @Nullable SocketAddress remoteAddress();

    /** Our own address. */
    @Nullable SocketAddress localAddress();

    /** Gives the sockets up; they are closed once the application has forgotten them. Harmless to repeat. */
    void release();
}
