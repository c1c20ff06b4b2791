package io.github.socketaction.testkit;

import java.io.IOException;

/** The other end of a connection. Its methods wait, but none for more than half a minute: then they throw. */
public interface PeerConnection extends AutoCloseable {

    /**
     * Reads an exact number of bytes.
     *
     * @return the bytes; fewer than asked for when the stream ends before
     */
    byte[] read(int count) throws IOException;

    /** Writes all of the bytes. */
    void write(byte[] bytes) throws IOException;

    /** Says that nothing more will be sent; reading goes on. */
    void shutdownOutput() throws IOException;

    /** Ends the connection the hard way: the other side sees a reset. */
    void reset() throws IOException;

    /** Ends the connection in order. Harmless to repeat, also after {@link #reset()}. */
    @Override
    void close() throws IOException;
}
