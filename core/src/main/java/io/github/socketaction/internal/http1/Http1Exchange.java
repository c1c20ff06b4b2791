package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.Exchange;
import io.github.socketaction.internal.http.HeadLimits;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.RequestSource;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response in HTTP/1 over one pipe; when it is over, another may begin with the same object, so that
 * a steady stream of requests leaves no garbage.
 *
 * <p>An end of the stream is judged as curl does: before the status line of a final head is whole, it is {@code
 * GOT_NOTHING}, interim heads or not; later inside the head, what is whole of the head counts and a begun line is dropped;
 * inside a body of known length or in chunks it is {@code PARTIAL_FILE}; any other body it completes.
 */
public final class Http1Exchange implements Exchange {

    /** What the next bytes are. */
    private enum Phase {
        HEAD,
        BODY,
        TRAILERS,
        DONE
    }

    private final RequestWriter writer;
    private final ReceiveBuffer in;
    private final HeadParser parser;
    private final BodyReader body = new BodyReader();

    private @Nullable Pipe pipe;
    private @Nullable Http1Request request;
    private Phase phase = Phase.DONE;
    private boolean started;
    private boolean paused;

    /** Whether something happened after which the connection cannot serve another exchange. */
    private boolean spoilt;

    /** An exchange that has not begun. */
    public Http1Exchange(BufferPool pool) {
        writer = new RequestWriter(pool);
        in = new ReceiveBuffer(pool);
        parser = new HeadParser(in);
    }

    /**
     * Begins, after {@link #close()} if it was used before.
     *
     * @return this exchange
     */
    public Http1Exchange begin(Pipe newPipe, Http1Request newRequest) {
        pipe = newPipe;
        request = newRequest;
        writer.begin(newPipe, newRequest.encodedHead(), newRequest.prepared().body());
        in.reopen();
        parser.begin();
        phase = Phase.HEAD;
        started = false;
        paused = false;
        spoilt = false;
        return this;
    }

    @Override
    public SendProgress send(RequestSource source, int pieces) {
        return writer.send(source, pieces);
    }

    @Override
    public Progress receive(ResponseSink sink, int reads) {
        int readsLeft = reads;
        paused = false;
        Progress progress = deliver(sink);
        while (progress == Progress.BLOCKED) {
            if (readsLeft-- <= 0) {
                return Progress.YIELDED;
            }
            int count = read();
            if (count == 0) {
                break;
            }
            progress = count == Pipe.END ? end(sink) : afterBytes(sink);
        }
        paused = progress == Progress.PAUSED;
        if (progress == Progress.COMPLETE) {
            complete();
        } else {
            in.park();
        }
        return progress;
    }

    @Override
    public boolean hasBuffered() {
        return paused && (phase == Phase.DONE || !in.isEmpty());
    }

    @Override
    public boolean responseStarted() {
        return started;
    }

    @Override
    public boolean bodyStarted() {
        return writer.bodyAsked();
    }

    @Override
    public boolean connectionReusable() {
        return phase == Phase.DONE
                && !spoilt
                && !request().closes()
                && writer.isDone()
                && parser.head().persistent();
    }

    /** Whether the response is complete, ended where its head said, and nothing came behind it, not even the end. */
    public boolean endedExactly() {
        return phase == Phase.DONE && !spoilt;
    }

    @Override
    public long sentBytes() {
        return writer.sent();
    }

    /** The bytes of the request's head, read-only, for a trace. */
    public ByteBuffer requestHead() {
        return request().headBytes();
    }

    @Override
    public void close() {
        in.close();
        writer.close();
        pipe = null;
    }

    private int read() {
        if (pipe == null) {
            throw new IllegalStateException("the exchange is closed");
        }
        return pipe.read(in.writable());
    }

    private Http1Request request() {
        if (request == null) {
            throw new IllegalStateException("the exchange has not begun");
        }
        return request;
    }

    private Progress afterBytes(ResponseSink sink) {
        if (!started) {
            started = true;
            sink.started();
        }
        return deliver(sink);
    }

    /** Delivers what is there; {@code BLOCKED} says that more is needed. */
    private Progress deliver(ResponseSink sink) {
        Progress progress = Progress.YIELDED;
        while (progress == Progress.YIELDED) {
            progress = switch (phase) {
                case HEAD -> deliverHeadLine(sink);
                case BODY -> deliverBody(sink);
                case TRAILERS -> deliverTrailer(sink);
                case DONE -> Progress.COMPLETE;
            };
        }
        return progress;
    }

    private Progress deliverHeadLine(ResponseSink sink) {
        int length = parser.next(HeadLimits.LINE);
        if (length == 0) {
            return Progress.BLOCKED;
        }
        boolean lastLine = parser.line(length);
        if (lastLine) {
            headComplete(sink);
        }
        return deliverLine(sink, length);
    }

    private void headComplete(ResponseSink sink) {
        sink.head(parser.head());
        if (!parser.head().interim()) {
            body.begin(parser.head(), request().isAnsweredWithoutBody(parser.head()));
            phase = body.finished() ? Phase.DONE : Phase.BODY;
            spoilt |= body.endsConnection();
        }
    }

    private Progress deliverBody(ResponseSink sink) {
        int available = body.available(in);
        if (available == 0) {
            if (!body.finished()) {
                return Progress.BLOCKED;
            }
            phase = body.hasTrailers() ? Phase.TRAILERS : Phase.DONE;
            return Progress.YIELDED;
        }
        int start = in.start();
        ByteBuffer piece = in.view(start, start + available);
        Flow flow = sink.body(piece);
        if (flow == Flow.ABORT) {
            return Progress.ABORTED;
        }
        int taken = piece.position() - start;
        if (taken < 0 || taken > available || (taken == 0 && flow == Flow.CONTINUE)) {
            throw new TransferFailure(
                    ResultCode.WRITE_ERROR,
                    "the body callback said CONTINUE without taking any of " + available
                            + " bytes, or moved the position out of the piece; take some, or say PAUSE");
        }
        in.consume(taken);
        body.taken(taken);
        return flow == Flow.PAUSE ? Progress.PAUSED : Progress.YIELDED;
    }

    private Progress deliverTrailer(ResponseSink sink) {
        int length = parser.next(HeadLimits.TRAILER_LINE);
        if (length == 0) {
            return Progress.BLOCKED;
        }
        if (parser.trailer(length)) {
            in.consume(length);
            phase = Phase.DONE;
            return Progress.YIELDED;
        }
        return deliverLine(sink, length);
    }

    private Progress deliverLine(ResponseSink sink, int length) {
        int start = in.start();
        Flow flow = sink.headerLine(in.view(start, start + length));
        if (flow == Flow.ABORT) {
            return Progress.ABORTED;
        }
        in.consume(length);
        return flow == Flow.PAUSE ? Progress.PAUSED : Progress.YIELDED;
    }

    /** Judges the end of the stream. */
    private Progress end(ResponseSink sink) {
        spoilt = true;
        if (phase == Phase.HEAD) {
            if (!parser.finalHeadBegun()) {
                throw new TransferFailure(
                        ResultCode.GOT_NOTHING,
                        "the server closed the connection before a whole status line of its response");
            }
            headComplete(sink);
        }
        if (phase != Phase.DONE) {
            body.acceptEnd();
            phase = Phase.DONE;
        }
        return Progress.COMPLETE;
    }

    /** Notes whether the server sent more than the response: what it says next on here would be forged. */
    private void complete() {
        spoilt |= !in.isEmpty();
        in.close();
    }
}
