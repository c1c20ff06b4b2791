package io.github.socketaction.internal.pipe;

import io.github.socketaction.socket.PollAction;
import java.nio.ByteBuffer;

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

    /** The two ends of the socket below. */
    Endpoints endpoints();

    /**
     * Says to the peer that this is the end, as politely as the protocol asks for, and moves that on.
     *
     * @return whether nothing is left to be sent or waited for; if not, call again when something happened
     * @throws io.github.socketaction.internal.TransferFailure when the peer cannot be told
     */
    boolean finish();

    /** Gives the sockets up; they are closed once the application has forgotten them. Harmless to repeat. */
    void release();
}
