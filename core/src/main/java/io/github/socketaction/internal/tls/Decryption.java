package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of TLS after the handshake: decrypts straight into the reader's buffer where a record fits, and deals
 * with the records that are no data.
 *
 * <p>The stream ends when the peer says so in TLS. An end of the connection below without that is a failure, as with
 * libcurl over OpenSSL 3: otherwise anybody on the way could cut a response short.
 */
final class Decryption {

    /** Records without data in a row, as many as OpenSSL takes: tickets, new keys, empty records. */
    private static final int MAX_QUIET = 32;

    private final Records records;
    private final SSLEngine engine;
    private final TlsPeer peer;
    private final boolean isRenegotiable;

    /** Decrypted, but the reader had no room, from position to limit; null while there is nothing. */
    private @Nullable ByteBuffer held;

    private int quiet;
    private boolean owesAnswer;

    /** Whether the peer has said in TLS that it will send no more. */
    private boolean isClosed;

    /** Whether the link below has ended, which is told after everything that came before. */
    private boolean isCut;

    /** Whether the engine may hold what it had no room for. */
    private boolean mayHoldInside;

    /** Whether the engine wants more than what looks like a record. */
    private boolean isStarved;

    Decryption(Records records, TlsPeer peer) {
        this.records = records;
        this.engine = records.engine();
        this.peer = peer;
        // TLS 1.3 has no renegotiation (RFC 8446, section 4.1.2).
        this.isRenegotiable = !"TLSv1.3".equals(engine.getSession().getProtocol());
    }

    /** Whether reading gives something without the link below. */
    boolean holdsSomething() {
        return held != null || mayHoldInside || isCut || isClosed || (!isStarved && records.hasRecord());
    }

    /** Whether something must be sent before anything more is read. */
    boolean owesAnswer() {
        return owesAnswer;
    }

    /** As {@link Pipe#read}. */
    int read(ByteBuffer target) {
        int start = target.position();
        moveHeld(target);
        while (target.hasRemaining() && !owesAnswer && !isClosed) {
            boolean isReady = mayHoldInside || (!isStarved && records.hasRecord());
            if (isReady) {
                if (!decrypt(target, start)) {
                    break;
                }
            } else if (target.position() > start || !receive()) {
                break;
            }
        }
        int count = target.position() - start;
        return count == 0 && isClosed ? Pipe.END : count;
    }

    /**
     * Reads and drops what comes until the peer closes.
     *
     * @param reads how often to read at most
     * @return whether it has closed
     * @throws TransferFailure when the link below has ended, or failed
     */
    boolean skipToClose(int reads) {
        ByteBuffer scratch = records.buffers().acquire();
        try {
            int count = 1;
            for (int i = 0; i < reads && count > 0; i++) {
                count = read(scratch.clear());
            }
            return isClosed;
        } finally {
            records.buffers().release(scratch);
        }
    }

    /** Notes what the engine wants to say by itself, and says it if that is possible. */
    void answerIf(HandshakeStatus status) throws SSLException {
        if (status == HandshakeStatus.NEED_TASK) {
            TlsTasks.runAll(engine);
            answerIf(engine.getHandshakeStatus());
        } else if (status == HandshakeStatus.NEED_WRAP) {
            owesAnswer = true;
            settle();
        }
    }

    /**
     * Says what the engine wants to say by itself.
     *
     * @return whether nothing is left to say
     */
    boolean settleAnswers() {
        if (!owesAnswer) {
            return true;
        }
        try {
            return settle();
        } catch (SSLException e) {
            throw new TransferFailure(
                    ResultCode.SEND_ERROR, "encrypting for " + peer + " failed: " + e.getMessage(), e);
        }
    }

    void release() {
        if (held != null) {
            records.buffers().release(held);
            held = null;
        }
    }

    private boolean settle() throws SSLException {
        while (records.flush()) {
            boolean isSaid = engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP
                    || records.wrap().bytesProduced() == 0;
            if (isSaid) {
                owesAnswer = false;
                return true;
            }
        }
        return false;
    }

    /** Whether reading can go on. */
    private boolean decrypt(ByteBuffer target, int start) {
        try {
            SSLEngineResult result = records.unwrap(target);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                if (target.position() > start) {
                    return false;
                }
                result = unwrapAside();
                moveHeld(target);
            }
            return handle(result, target);
        } catch (SSLException e) {
            records.sendAlert();
            throw new TransferFailure(
                    ResultCode.RECV_ERROR, "receiving in TLS from " + peer + " failed: " + e.getMessage(), e);
        }
    }

    private boolean handle(SSLEngineResult result, ByteBuffer target) throws SSLException {
        isStarved = result.getStatus() == Status.BUFFER_UNDERFLOW && records.hasRecord();
        mayHoldInside = result.getStatus() == Status.OK && result.bytesProduced() > 0 && !target.hasRemaining();
        isClosed = result.getStatus() == Status.CLOSED;
        if (isClosed) {
            return false;
        }
        HandshakeStatus next = result.getHandshakeStatus();
        boolean isShakingHands = next != HandshakeStatus.NOT_HANDSHAKING && next != HandshakeStatus.FINISHED;
        if (isShakingHands && isRenegotiable) {
            throw new SSLException("the peer asked for a new handshake (renegotiation), which is refused");
        }
        if (result.bytesProduced() > 0) {
            quiet = 0;
        } else if (result.bytesConsumed() > 0 && ++quiet > MAX_QUIET) {
            throw new SSLException("more than " + MAX_QUIET + " records without data in a row");
        }
        answerIf(next);
        return true;
    }

    private SSLEngineResult unwrapAside() throws SSLException {
        ByteBuffer aside = records.buffers().acquire();
        held = aside;
        try {
            return records.unwrap(aside);
        } finally {
            aside.flip();
        }
    }

    private void moveHeld(ByteBuffer target) {
        ByteBuffer from = held;
        if (from == null) {
            return;
        }
        int count = Math.min(from.remaining(), target.remaining());
        target.put(target.position(), from, from.position(), count);
        target.position(target.position() + count);
        from.position(from.position() + count);
        if (!from.hasRemaining()) {
            release();
        }
    }

    /** Whether there may be a record now. */
    private boolean receive() {
        if (!isCut) {
            int count = records.fill();
            if (count != Pipe.END) {
                isStarved &= count == 0;
                return count > 0 && (records.hasRecord() || records.below().mayRead());
            }
            isCut = true;
        }
        throw new TransferFailure(
                ResultCode.RECV_ERROR,
                "the connection with " + peer + " ended without TLS being closed; what came may have been cut short");
    }
}
