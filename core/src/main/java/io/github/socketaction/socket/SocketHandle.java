package io.github.socketaction.socket;

import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * A socket as the application sees it: what a descriptor number is to libcurl, but never reused, so that an event that
 * comes late can only be ignored and never reaches another connection.
 *
 * <p>The real thing behind it is the backend's, which has a method for getting at it.
 */
public interface SocketHandle {

    /** A number that no other socket of the same multi has or had, from 1 upward. */
    long id();

    /** What the backend waits for. */
    Pollable pollable();

    /**
     * The transfer that this socket serves now; null for an idle connection, for one that serves several, and for the
     * engine's own sockets.
     */
    @Nullable Transfer transfer();
}
