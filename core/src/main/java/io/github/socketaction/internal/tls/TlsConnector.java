package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.internal.watch.Mailbox;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The handshake of TLS over a link. */
final class TlsConnector implements Connector, Mailbox.Recipient {

    /** Handshakes take a handful of steps; who cuts his messages into tiny records waits for his next turn. */
    private static final int MOVES_A_STEP = 64;

    /** Many times what certificates and all need; the rest of a flood is not read. */
    private static final long MAX_BYTES = 256 * 1024;

    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    /** What came of one move. */
    private enum Move {
        ON,
        WAIT,
        DONE
    }

    private final Records records;
    private final SSLEngine engine;
    private final TlsTasks tasks;
    private final LinkHost host;
    private final TlsPeer peer;
    private final PinnedKeys pins;
    private Mailbox.@Nullable Letter computing;
    private boolean wasHeard;

    /** Whether the engine wants more than what looks like a record. */
    private boolean isStarved;

    private boolean isOver;

    /** Why the end of a computation cannot be heard of; it may still go on, so the engine must be left alone. */
    private @Nullable Exception lost;

    TlsConnector(Records records, TlsTasks tasks, LinkHost host, TlsPeer peer, PinnedKeys pins) {
        this.records = records;
        this.engine = records.engine();
        this.tasks = tasks;
        this.host = host;
        this.peer = peer;
        this.pins = pins;
    }

    @Override
    public @Nullable Link step(long now) {
        try {
            return shakeHands();
        } catch (SSLException e) {
            records.sendAlert();
            throw HandshakeFailures.of(attempt(), e);
        } catch (TransferFailure failure) {
            throw failure.code() == ResultCode.RECV_ERROR || failure.code() == ResultCode.SEND_ERROR
                    ? failed(failure.getMessage() == null ? "broken" : failure.getMessage(), failure)
                    : failure;
        } catch (RuntimeException e) {
            throw HandshakeFailures.ofDefect(attempt(), e);
        }
    }

    @Override
    public void cancel() {
        if (!isOver) {
            isOver = true;
            if (computing != null) {
                tasks.cancel(computing);
            }
            records.release();
            records.below().release();
        }
    }

    @Override
    public void arrived() {
        host.onReady();
    }

    @Override
    public void lost(Exception reason) {
        lost = reason;
        host.onReady();
    }

    @Override
    public String attempt() {
        String phase = computing != null
                ? "computing"
                : wasHeard ? "waiting for the server to finish" : "waiting for the server's hello";
        return phase + " in the TLS handshake with " + peer;
    }

    @Override
    public Milestone milestone() {
        return Milestone.SECURED;
    }

    private @Nullable Link shakeHands() throws SSLException {
        if (computing != null) {
            if (!computing.isSettled()) {
                return null;
            }
            computing = null;
            if (lost != null) {
                throw failed("the executor for TLS cannot be heard any more: " + lost.getMessage(), null);
            }
        }
        for (int moves = 0; moves < MOVES_A_STEP; moves++) {
            switch (move()) {
                case ON -> {}
                case WAIT -> {
                    return null;
                }
                case DONE -> {
                    pins.check(engine.getSession(), peer);
                    Link secured = new TlsLink(records, peer);
                    isOver = true;
                    return secured;
                }
            }
        }
        host.onReady();
        return null;
    }

    private Move move() throws SSLException {
        if (!records.flush()) {
            return waitFor(PollAction.OUT);
        }
        return switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> say();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> hear();
            case NEED_TASK -> compute();
            case FINISHED -> Move.DONE;
            case NOT_HANDSHAKING -> wasHeard ? Move.DONE : begin();
        };
    }

    private Move begin() throws SSLException {
        engine.beginHandshake();
        return Move.ON;
    }

    private Move say() throws SSLException {
        SSLEngineResult result = records.wrap();
        if (result.getStatus() == Status.CLOSED) {
            throw new SSLException("the TLS implementation closed the connection");
        }
        return result.getHandshakeStatus() == HandshakeStatus.FINISHED && records.flush() ? Move.DONE : Move.ON;
    }

    private Move hear() throws SSLException {
        if (isStarved || !records.hasRecord()) {
            return receive();
        }
        SSLEngineResult result = records.unwrap(NO_ROOM);
        isStarved = result.getStatus() == Status.BUFFER_UNDERFLOW;
        wasHeard |= result.bytesConsumed() > 0;
        if (result.getStatus() == Status.CLOSED) {
            throw failed("the peer closed the connection in order", null);
        }
        return result.getHandshakeStatus() == HandshakeStatus.FINISHED ? Move.DONE : Move.ON;
    }

    private Move receive() {
        int count = records.fill();
        if (count == Pipe.END) {
            throw failed("the peer closed the connection", null);
        }
        if (records.received() > MAX_BYTES) {
            throw failed("the peer sent more than " + MAX_BYTES + " bytes", null);
        }
        isStarved &= count == 0;
        boolean isDrained =
                count == 0 || (!records.hasRecord() && !records.below().mayRead());
        return isDrained ? waitFor(PollAction.IN) : Move.ON;
    }

    private Move compute() {
        computing = tasks.start(engine, this);
        if (computing == null) {
            return Move.ON;
        }
        if (computing.isSettled()) {
            computing = null;
            return Move.ON;
        }
        return waitFor(PollAction.NONE);
    }

    private Move waitFor(PollAction action) {
        records.below().want(action);
        return Move.WAIT;
    }

    private TransferFailure failed(String why, @Nullable TransferFailure cause) {
        return new TransferFailure(ResultCode.SSL_CONNECT_ERROR, "failed while " + attempt() + ": " + why, cause);
    }
}
