package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.conn.Connection;
import io.github.socketaction.internal.http.Exchange;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.internal.http1.Http1Exchange;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.TraceCallback;

/** One exchange of a transfer on the connection lent to it: sends, receives, and says what to wait for. */
final class RunningExchange {

    /** How many reads one run may do before others get their turn: 1 MB of pooled buffers. */
    private static final int READS_A_RUN = 16;

    /** How many pieces of a request body one run may send, for the same reason. */
    private static final int PIECES_A_RUN = 16;

    private final TransferTask transfer;
    private final Connection connection;
    private final Http1Request request;
    private final Exchange exchange;
    private SendProgress sending = SendProgress.BLOCKED;

    /** Reading is due whatever the socket said: after a pause, or because the last run stopped before the end. */
    private boolean isReadingDue;

    RunningExchange(TransferTask transfer, Connection connection, Http1Request request) {
        this.transfer = transfer;
        this.connection = connection;
        this.request = request;
        exchange = new Http1Exchange(connection.link(), transfer.engine().buffers(), request);
    }

    /**
     * Sends and receives what is possible now.
     *
     * @return whether the response is complete
     */
    boolean run(long now) {
        long movedBefore = transfer.figures().movedBytes();
        // Receiving comes first: an answer that ends an upload must not be lost to a write that fails because of it.
        Progress receiving = mayReceive() ? receive(now) : Progress.BLOCKED;
        if (receiving != Progress.COMPLETE && sending != SendProgress.SENT && !transfer.isRemoved) {
            send();
        }
        if (!transfer.isRemoved && transfer.figures().movedBytes() != movedBefore) {
            Delivery.progress(transfer);
        }
        if (receiving == Progress.COMPLETE) {
            return true;
        }
        if (!transfer.isRemoved) {
            isReadingDue = receiving == Progress.YIELDED;
            if (isReadingDue || sending == SendProgress.YIELDED) {
                transfer.engine().runNextTime(transfer);
            }
            announceInterest();
        }
        return false;
    }

    /** Lets the next run read, whether the socket was ready or not. */
    void resume() {
        isReadingDue = true;
    }

    /** Announces what this exchange waits for now. */
    void announceInterest() {
        int out = sending == SendProgress.BLOCKED || sending == SendProgress.YIELDED ? SocketEvents.OUT : 0;
        int in = transfer.isPaused(Direction.RECEIVING) ? 0 : SocketEvents.IN;
        connection.want(PollAction.ofInterest(out | in));
    }

    /** Whether the connection was an idle one that may have ended before the request came, so that nobody acted on it. */
    boolean mayHaveMissedServer() {
        return connection.wasUsed() && !exchange.responseStarted() && !exchange.bodyStarted();
    }

    boolean isRequestSent() {
        return sending == SendProgress.SENT;
    }

    /** Gives back the buffers and the connection, for reuse if the response is whole and allows it. */
    void end(boolean isResponseWhole, long now) {
        boolean isReusable = isResponseWhole && exchange.connectionReusable();
        exchange.close();
        if (isReusable) {
            connection.recycle(now);
        } else if (isResponseWhole) {
            connection.finish();
        } else {
            connection.close();
        }
    }

    private void send() {
        long before = exchange.sentBytes();
        sending = transfer.engine().bodySupply().send(transfer, exchange, PIECES_A_RUN);
        long count = exchange.sentBytes() - before;
        transfer.figures().addRequestBytes(count);
        if (before == 0 && count > 0 && transfer.options().traceCallback() != null) {
            Delivery.trace(transfer, TraceCallback.Kind.HEADER_OUT, request.headBytes());
        }
    }

    /** Reading is tried only when something may be there. */
    private boolean mayReceive() {
        return !transfer.isPaused(Direction.RECEIVING)
                && (isReadingDue || connection.link().mayRead() || exchange.hasBuffered());
    }

    private Progress receive(long now) {
        return transfer.engine().delivery().receive(transfer, exchange, READS_A_RUN, now);
    }
}
