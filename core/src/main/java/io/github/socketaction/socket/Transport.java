package io.github.socketaction.socket;

import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One non-blocking stream socket. Results are numbers, so that the ordinary cases cost nothing; the exception behind a
 * {@link #FAILED} is given on demand. No method ever waits.
 *
 * <p>Used by one thread. After {@link #close()} every call answers {@code FAILED}.
 */
public interface Transport extends Pollable {

    /** Nothing could be done without waiting; try again when the socket is ready. */
    int WOULD_BLOCK = 0;
    /** The connection is there; only {@link #connect} and {@link #finishConnect} answer so. */
    int CONNECTED = 1;
    /** The peer will send no more; only {@link #read} answers so. */
    int END = -1;
    /** It failed; {@link #failure()} says why. */
    int FAILED = -2;

    /**
     * Starts to connect. Called once, before anything else.
     *
     * @param remote the address, resolved; a Unix-domain one where the backend has them
     * @param options what is to be set before. What cannot be set fails the connect, and {@link #failure()} names it; it is
     *     a {@link java.net.BindException} if our own end is not to be had as it was asked for. What concerns TCP does not
     *     count for Unix-domain sockets. {@link LocalEnds} chooses our own end.
     * @return {@link #CONNECTED}, {@link #WOULD_BLOCK} while under way, or {@link #FAILED}
     */
    int connect(SocketAddress remote, SocketOptions options);

    /** Starts to connect with {@link SocketOptions#DEFAULT}. */
    default int connect(SocketAddress remote) {
        return connect(remote, SocketOptions.DEFAULT);
    }

    /**
     * Asks whether the connect has ended.
     *
     * @return {@link #CONNECTED}, {@link #WOULD_BLOCK} while still under way, or {@link #FAILED}
     */
    int finishConnect();

    /**
     * Reads what is there into a buffer, from its position on.
     *
     * @param target a buffer with room
     * @return the number of bytes read, {@link #WOULD_BLOCK}, {@link #END}, or {@link #FAILED}. Bytes that arrived
     *     before an end or a failure are read before it is answered, where the system has kept them.
     */
    int read(ByteBuffer target);

    /**
     * Writes as much of a buffer as the system takes, and moves its position.
     *
     * @param source a buffer with at least one byte
     * @return the number of bytes written, {@link #WOULD_BLOCK}, or {@link #FAILED}
     */
    int write(ByteBuffer source);

    /**
     * Writes as much of several buffers, in their order, as the system takes.
     *
     * @param sources the buffers; at least one byte in all
     * @param offset the first one to write
     * @param length how many to write
     * @return the number of bytes written, {@link #WOULD_BLOCK}, or {@link #FAILED}
     */
    long write(ByteBuffer[] sources, int offset, int length);

    /**
     * Says to the peer that nothing more will be sent; reading goes on.
     *
     * @return {@link #CONNECTED} when done, or {@link #FAILED}
     */
    int shutdownOutput();

    /**
     * The reason of the last {@link #FAILED}.
     *
     * @return the reason, with a message that makes sense alone; null when nothing failed
     */
    @Nullable IOException failure();

    /** Our own address, or null while there is none. */
    @Nullable SocketAddress localAddress();

    /** The peer's address, or null while not connected. */
    @Nullable SocketAddress remoteAddress();

    /** Closes the socket without waiting and frees what belongs to it. Closing again is harmless. */
    void close();
}
