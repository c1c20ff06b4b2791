package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Endpoints;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A link that is spoken in TLS, after the handshake.
 *
 * <p>What was written counts as taken once it is encrypted; until all of it is sent, the socket below is also waited for
 * to be writable, whatever is wanted from above.
 */
final class TlsLink implements Link {

    /** Whole reads while saying goodbye, before others get their turn. */
    private static final int READS_A_GOODBYE = 16;

    private final Records records;
    private final Decryption decryption;
    private final SSLEngine engine;
    private final Link below;
    private final TlsPeer peer;
    private PollAction wanted = PollAction.NONE;
    private @Nullable TransferFailure sendFailure;
    private @Nullable Endpoints endpoints;
    private boolean isClosing;

    TlsLink(Records records, TlsPeer peer) {
        this.records = records;
        this.engine = records.engine();
        this.below = records.below();
        this.peer = peer;
        this.decryption = new Decryption(records, peer);
    }

    @Override
    public int read(ByteBuffer target) {
        flushQuietly();
        int count = decryption.read(target);
        announce();
        if (count == 0 && sendFailure != null) {
            throw sendFailure;
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        int taken = 0;
        while (source.hasRemaining() && flush()) {
            taken += encrypt(source);
        }
        flush();
        return taken;
    }

    @Override
    public void want(PollAction action) {
        wanted = action;
        flushQuietly();
        announce();
    }

    @Override
    public boolean mayRead() {
        return decryption.holdsSomething() || sendFailure != null || below.mayRead();
    }

    @Override
    public boolean isSilent(ByteBuffer scratch) {
        try {
            flushQuietly();
            boolean isSilent = decryption.read(scratch) == 0 && sendFailure == null;
            announce();
            return isSilent;
        } catch (TransferFailure broken) {
            return false;
        }
    }

    @Override
    public Endpoints endpoints() {
        Endpoints known = endpoints;
        if (known == null) {
            known = below.endpoints().secured(Sessions.describe(engine));
            endpoints = known;
        }
        return known;
    }

    @Override
    public boolean finish() {
        if (!isClosing) {
            isClosing = true;
            engine.closeOutbound();
        }
        if (!flush() || !sayClose()) {
            below.want(PollAction.OUT);
            return false;
        }
        if (hearClose()) {
            return below.finish();
        }
        below.want(PollAction.IN);
        return false;
    }

    @Override
    public void release() {
        decryption.release();
        records.release();
        below.release();
    }

    private int encrypt(ByteBuffer source) {
        try {
            SSLEngineResult result = records.wrap(source);
            if (result.getStatus() == Status.CLOSED || (result.bytesConsumed() == 0 && !records.isPending())) {
                throw new TransferFailure(ResultCode.SEND_ERROR, "the TLS connection with " + peer + " is closed");
            }
            decryption.answerIf(result.getHandshakeStatus());
            return result.bytesConsumed();
        } catch (SSLException e) {
            throw new TransferFailure(
                    ResultCode.SEND_ERROR, "encrypting for " + peer + " failed: " + e.getMessage(), e);
        }
    }

    /** Whether nothing waits to be sent. */
    private boolean flush() {
        if (sendFailure != null) {
            throw sendFailure;
        }
        try {
            return records.flush() && decryption.settleAnswers();
        } catch (TransferFailure failure) {
            sendFailure = failure;
            records.dropPending();
            throw failure;
        }
    }

    /** A failure to send must not hide an answer that came before it: it is told when nothing more can be read. */
    private void flushQuietly() {
        if (sendFailure == null && (records.isPending() || decryption.owesAnswer())) {
            try {
                flush();
            } catch (TransferFailure kept) {
                sendFailure = kept;
            }
        }
    }

    /** While what must be answered cannot be, nothing is read: so the socket must not be waited for to be readable. */
    private void announce() {
        if (decryption.owesAnswer()) {
            below.want(PollAction.OUT);
        } else if (records.isPending()) {
            below.want(PollAction.ofInterest(wanted.interest() | SocketEvents.OUT));
        } else {
            below.want(wanted);
        }
    }

    private boolean sayClose() {
        try {
            while (!engine.isOutboundDone()) {
                SSLEngineResult result = records.wrap();
                if (!records.flush()) {
                    return false;
                }
                if (result.bytesProduced() == 0) {
                    return true;
                }
            }
            return true;
        } catch (SSLException e) {
            throw new TransferFailure(
                    ResultCode.SSL_SHUTDOWN_FAILED, "closing TLS with " + peer + " failed: " + e.getMessage(), e);
        }
    }

    /** Whether the peer has closed too; what it still sends is read and dropped. */
    private boolean hearClose() {
        return decryption.skipToClose(READS_A_GOODBYE);
    }
}
