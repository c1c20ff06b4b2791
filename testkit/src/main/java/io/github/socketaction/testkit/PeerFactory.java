package io.github.socketaction.testkit;

import java.io.IOException;
import java.net.SocketAddress;

/**
 * Brings the other side that a backend under test connects to: {@link #loopback() real sockets}, or for a backend in
 * memory its own. The tests call everything here from their own thread.
 */
public interface PeerFactory extends AutoCloseable {

    /** Real sockets of the loopback interface. */
    static PeerFactory loopback() {
        return new LoopbackPeers();
    }

    /** Starts to listen at an address of its own. */
    PeerServer listen() throws IOException;

    /**
     * An address that refuses every connect.
     *
     * @throws UnsupportedOperationException when there can be none; the test is then aborted with the message
     */
    SocketAddress refusing() throws IOException;

    /**
     * An address that never answers a connect: neither yes nor no.
     *
     * @throws UnsupportedOperationException when there can be none; the test is then aborted with the message
     */
    SocketAddress silent() throws IOException;

    /** Closes everything that was opened here. */
    @Override
    void close() throws IOException;
}
