package io.github.socketaction.internal.watch;

import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** Who speaks for a socket. */
public interface SocketOwner {

    /** The application says that something happened on the socket, or may have; queues whoever can move on by it. */
    void onReady();

    /** The socket is given up and the application has forgotten it: now it may be closed. */
    void onReleased();

    /** The one transfer that the socket serves now, or null. */
    @Nullable Transfer transfer();
}
