package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The encrypted records of one connection on their way between the link below and the engine, in borrowed buffers. */
final class Records {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final int HEADER = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;

    private final SSLEngine engine;
    private final Link below;
    private final TlsBuffers buffers;

    /** Received and not decrypted yet, from position to limit; null while there is nothing. */
    private @Nullable ByteBuffer in;

    /** Encrypted and not sent yet, from position to limit; null while there is nothing. */
    private @Nullable ByteBuffer out;

    private long received;

    Records(SSLEngine engine, Link below, TlsBuffers buffers) {
        this.engine = engine;
        this.below = below;
        this.buffers = buffers;
    }

    SSLEngine engine() {
        return engine;
    }

    Link below() {
        return below;
    }

    TlsBuffers buffers() {
        return buffers;
    }

    /** Bytes received from below so far. */
    long received() {
        return received;
    }

    /** Whether the engine can make something of what was received: a whole record, or what can never become one. */
    boolean hasRecord() {
        ByteBuffer buffer = in;
        if (buffer == null || buffer.remaining() < HEADER) {
            return false;
        }
        int start = buffer.position();
        int type = buffer.get(start) & 0xff;
        int length = buffer.getShort(start + 3) & 0xffff;
        boolean isPlausible = type >= FIRST_TYPE
                && type <= LAST_TYPE
                && buffer.get(start + 1) == 3
                && length <= TlsBuffers.SIZE - HEADER;
        return !isPlausible || buffer.remaining() >= HEADER + length;
    }

    /** Whether bytes of a record are there whose rest is not. */
    boolean hasPart() {
        return in != null && !hasRecord();
    }

    /**
     * Receives once.
     *
     * @return the number of bytes, 0 when nothing is there now, or {@link Pipe#END}
     */
    int fill() {
        ByteBuffer buffer = in;
        if (buffer == null) {
            buffer = buffers.acquire();
        } else if (buffer.remaining() == buffer.capacity()) {
            throw new TransferFailure(ResultCode.RECV_ERROR, "a TLS record is longer than TLS allows");
        } else if (buffer.position() > 0) {
            buffer.compact();
        } else {
            // A record that comes in tiny pieces is not moved for each of them.
            buffer.position(buffer.limit()).limit(buffer.capacity());
        }
        // Ours before the read, which may throw: then release() still finds it.
        in = buffer;
        int count;
        try {
            count = below.read(buffer);
        } finally {
            buffer.flip();
        }
        received += Math.max(count, 0);
        dropEmptyInput();
        return count;
    }

    /** Has the engine decrypt the next record into a buffer. */
    SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
        try {
            return engine.unwrap(in == null ? NOTHING : in, target);
        } catch (Exception e) {
            throw asTlsFailure(e);
        } finally {
            dropEmptyInput();
        }
    }

    /** Has the engine make one record of its own, if it has something to say. Nothing may be pending. */
    SSLEngineResult wrap() throws SSLException {
        return wrap(NOTHING);
    }

    /** Has the engine encrypt one record. Nothing may be pending. */
    SSLEngineResult wrap(ByteBuffer source) throws SSLException {
        if (out != null) {
            throw new IllegalStateException("records wait to be sent");
        }
        ByteBuffer buffer = buffers.acquire();
        out = buffer;
        SSLEngineResult result;
        try {
            result = engine.wrap(source, buffer);
        } catch (Exception e) {
            throw asTlsFailure(e);
        } finally {
            buffer.flip();
            dropEmptyOutput();
        }
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new SSLException("the TLS implementation makes records longer than TLS allows");
        }
        return result;
    }

    /** Whether encrypted bytes wait to be sent. */
    boolean isPending() {
        return out != null;
    }

    /**
     * Sends what is pending.
     *
     * @return whether nothing is pending any more
     */
    boolean flush() {
        ByteBuffer buffer = out;
        if (buffer == null) {
            return true;
        }
        while (buffer.hasRemaining()) {
            if (below.write(buffer) == 0) {
                return false;
            }
        }
        dropEmptyOutput();
        return true;
    }

    /** Drops what is pending, because it can never be sent. */
    void dropPending() {
        if (out != null) {
            buffers.release(out);
            out = null;
        }
    }

    /** Tells the peer why it ends, as far as that is possible without waiting: once a record failed, nobody can wait. */
    void sendAlert() {
        try {
            if (flush() && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                wrap();
                flush();
            }
        } catch (SSLException | RuntimeException unsaid) {
            dropPending();
        }
    }

    /** Gives the buffers back. Harmless to repeat. */
    void release() {
        dropPending();
        if (in != null) {
            buffers.release(in);
            in = null;
        }
    }

    /** Conscrypt throws what a trust manager threw as it is, though the compiler believes that it cannot. */
    private static SSLException asTlsFailure(Exception e) {
        return e instanceof SSLException expected ? expected : new SSLException(String.valueOf(e.getMessage()), e);
    }

    private void dropEmptyInput() {
        if (in != null && !in.hasRemaining()) {
            buffers.release(in);
            in = null;
        }
    }

    private void dropEmptyOutput() {
        if (out != null && !out.hasRemaining()) {
            dropPending();
        }
    }
}
