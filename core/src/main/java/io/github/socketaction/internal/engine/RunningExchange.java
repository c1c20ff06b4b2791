package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.conn.Connection;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.internal.http1.Http1Exchange;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.TraceCallback;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a transfer on the connection lent to it: sends, receives, and says what to wait for. When it is over it
 * begins again with another transfer, so that a steady stream of requests leaves no garbage.
 */
final class RunningExchange {

    /** How many reads one run may do before others get their turn: 1 MB of pooled buffers. */
    private static final int READS_A_RUN = 16;

    /** How many pieces of a request body one run may send, for the same reason. */
    private static final int PIECES_A_RUN = 16;

    private final Http1Exchange exchange;
    private @Nullable TransferTask transfer;
    private @Nullable Connection connection;
    private SendProgress sending = SendProgress.BLOCKED;

    /** Reading is due whatever the socket said: after a pause, or because the last run stopped before the end. */
    private boolean isReadingDue;

    /** Whether the transfer sent its request here before. */
    private boolean isRepeated;

    RunningExchange(BufferPool buffers) {
        exchange = new Http1Exchange(buffers);
    }

    void begin(TransferTask newTransfer, Connection newConnection, Http1Request request) {
        transfer = newTransfer;
        connection = newConnection;
        isRepeated = false;
        begin(request);
    }

    private void begin(Http1Request request) {
        sending = SendProgress.BLOCKED;
        isReadingDue = false;
        exchange.begin(connection().link(), request);
    }

    /**
     * Sends and receives what is possible now.
     *
     * @return whether the response is complete, or the request has to be sent again on another connection
     */
    boolean run(long now) {
        TransferTask served = transfer();
        long movedBefore = served.figures().movedBytes();
        // Receiving comes first: an answer that ends an upload must not be lost to a write that fails because of it.
        Progress receiving = mayReceive(served) ? receive(served, now) : Progress.BLOCKED;
        Authentication authentication = served.authentication();
        if (authentication != null && authentication.isRepeating() && !served.isRemoved()) {
            if (exchange.bodyStarted()) {
                throw authentication.cannotRepeat();
            }
            if (receiving == Progress.COMPLETE || authentication.isStartingOver() || sending != SendProgress.SENT) {
                return !isBegunAgain(authentication) || run(now);
            }
        }
        if (receiving != Progress.COMPLETE && sending != SendProgress.SENT && !served.isRemoved()) {
            send(served);
        }
        if (!served.isRemoved() && served.figures().movedBytes() != movedBefore) {
            Delivery.progress(served);
        }
        if (receiving == Progress.COMPLETE) {
            return true;
        }
        if (!served.isRemoved()) {
            isReadingDue = receiving == Progress.YIELDED;
            if (isReadingDue || sending == SendProgress.YIELDED) {
                served.engine().runNextTime(served);
            }
            announceInterest();
        }
        return false;
    }

    /** Begins with the next request of the transfer, if the connection can serve it. */
    private boolean isBegunAgain(Authentication authentication) {
        boolean isPossible = exchange.connectionReusable();
        Delivery.trace(
                transfer(),
                "Sending the request again, because of who we are, on "
                        + (isPossible ? "the same connection: " : "another connection: "),
                authentication.account());
        if (isPossible) {
            exchange.close();
            isRepeated = true;
            begin(authentication.nextRequest());
        }
        return isPossible;
    }

    /** Lets the next run read, whether the socket was ready or not. */
    void resume() {
        isReadingDue = true;
    }

    /** Announces what this exchange waits for now. */
    void announceInterest() {
        int out = sending == SendProgress.BLOCKED || sending == SendProgress.YIELDED ? SocketEvents.OUT : 0;
        int in = transfer().isPaused(Direction.RECEIVING) ? 0 : SocketEvents.IN;
        connection().want(PollAction.ofInterest(out | in));
    }

    /** Whether the connection had served before and may have ended before the request came, so that nobody acted on it. */
    boolean mayHaveMissedServer(TransferFailure failure) {
        return (isRepeated || connection().wasUsed())
                && !exchange.responseStarted()
                && !exchange.bodyStarted()
                && switch (failure.code()) {
                    case SEND_ERROR, RECV_ERROR, GOT_NOTHING -> true;
                    default -> false;
                };
    }

    boolean isRequestSent() {
        return sending == SendProgress.SENT;
    }

    /** Gives back the buffers and the connection, for reuse if the response is whole and allows it. */
    void end(boolean isResponseWhole, long now) {
        boolean isReusable = isResponseWhole && exchange.connectionReusable();
        Connection used = connection();
        exchange.close();
        transfer = null;
        connection = null;
        if (isReusable) {
            used.recycle(now);
        } else if (isResponseWhole) {
            used.finish();
        } else {
            used.close();
        }
    }

    private void send(TransferTask served) {
        long before = exchange.sentBytes();
        sending = served.engine().bodySupply().send(served, exchange, PIECES_A_RUN);
        long count = exchange.sentBytes() - before;
        served.figures().addRequestBytes(count);
        if (before == 0 && count > 0 && served.options().traceCallback() != null) {
            Delivery.trace(served, TraceCallback.Kind.HEADER_OUT, exchange.requestHead());
        }
    }

    /** Reading is tried only when something may be there. */
    private boolean mayReceive(TransferTask served) {
        return !served.isPaused(Direction.RECEIVING)
                && (isReadingDue || connection().link().mayRead() || exchange.hasBuffered());
    }

    private Progress receive(TransferTask served, long now) {
        return served.engine().delivery().receive(served, exchange, READS_A_RUN, now);
    }

    private TransferTask transfer() {
        if (transfer == null) {
            throw new IllegalStateException("the exchange serves no transfer");
        }
        return transfer;
    }

    private Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("the exchange has no connection");
        }
        return connection;
    }
}
