package io.github.socketaction.testkit;

import java.io.IOException;
import java.net.SocketAddress;

/** The listening half of the other side. */
public interface PeerServer extends AutoCloseable {

    /** Where it listens. */
    SocketAddress address();

    /**
     * Takes the next connection. Waits for it, but for no more than half a minute.
     *
     * @throws IOException when none has come by then
     */
    PeerConnection accept() throws IOException;

    /** Stops listening, and closes the connections that were accepted. */
    @Override
    void close() throws IOException;
}
