package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.http.Exchange;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.HeaderCallback;
import io.github.socketaction.transfer.ProgressCallback;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TraceCallback;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Hands what an exchange gives to the callbacks of its transfer: the only caller of them. One serves all transfers of an
 * engine, because only one of them receives at a time.
 */
final class Delivery implements ResponseSink {

    private @Nullable TransferTask receiving;
    private long now;
    private @Nullable TransferFailure refusal;

    /**
     * Lets a transfer receive.
     *
     * @throws TransferFailure when the exchange failed, or a callback said abort or threw
     */
    Progress receive(TransferTask transfer, Exchange exchange, int reads, long at) {
        receiving = transfer;
        now = at;
        refusal = null;
        try {
            Progress progress = exchange.receive(this, reads);
            if (refusal != null && !transfer.isRemoved()) {
                throw refusal;
            }
            return progress;
        } finally {
            receiving = null;
            refusal = null;
        }
    }

    /**
     * Tells the progress callback that bytes were moved.
     *
     * @throws TransferFailure when it said abort or threw
     */
    static void progress(TransferTask transfer) {
        ProgressCallback callback = transfer.options().progressCallback();
        if (callback == null) {
            return;
        }
        Flow flow;
        try {
            flow = callback.onProgress(transfer);
        } catch (RuntimeException | Error e) {
            throw new TransferFailure(ResultCode.ABORTED_BY_CALLBACK, "the progress callback threw " + e, e);
        }
        if (flow == Flow.ABORT) {
            throw new TransferFailure(ResultCode.ABORTED_BY_CALLBACK, "the progress callback said abort");
        }
        if (flow == Flow.PAUSE) {
            transfer.markPaused(Direction.SENDING);
            transfer.markPaused(Direction.RECEIVING);
        }
    }

    /**
     * Tells the trace callback something in words.
     *
     * @param subject goes behind the words; put into text only if somebody listens
     */
    static void trace(TransferTask transfer, String words, Object subject) {
        if (transfer.options().traceCallback() != null) {
            ByteBuffer bytes = ByteBuffer.wrap((words + subject).getBytes(StandardCharsets.UTF_8));
            trace(transfer, TraceCallback.Kind.TEXT, bytes.asReadOnlyBuffer());
        }
    }

    /** Shows the trace callback some bytes; the buffer's position does not matter to it. */
    static void trace(TransferTask transfer, TraceCallback.Kind kind, ByteBuffer data) {
        TraceCallback callback = transfer.options().traceCallback();
        if (callback != null) {
            int start = data.position();
            int end = data.limit();
            try {
                callback.onTrace(transfer, kind, data);
            } catch (RuntimeException | Error e) {
                throw new TransferFailure(ResultCode.ABORTED_BY_CALLBACK, "the trace callback threw " + e, e);
            }
            data.limit(end).position(start);
        }
    }

    /**
     * Gives a line of a proxy's answer to a request for a tunnel to the header callback.
     *
     * @throws TransferFailure when it said abort or threw
     */
    Flow tunnelLine(TransferTask transfer, ByteBuffer line) {
        refusal = null;
        Flow flow = tell(transfer, line);
        TransferFailure refused = refusal;
        refusal = null;
        if (refused != null && !transfer.isRemoved()) {
            throw refused;
        }
        return flow;
    }

    @Override
    public void started() {
        current().figures().markStartTransfer(now);
    }

    @Override
    public void head(ResponseHead head) {
        TransferTask transfer = current();
        transfer.figures().takeHead(head);
        Authentication authentication = transfer.authentication();
        if (authentication != null) {
            authentication.head(head);
        }
    }

    @Override
    public Flow headerLine(ByteBuffer line) {
        TransferTask transfer = current();
        transfer.figures().addHeaderBytes(line.remaining());
        trace(transfer, TraceCallback.Kind.HEADER_IN, line);
        Authentication authentication = transfer.authentication();
        if (authentication != null) {
            authentication.headerLine(line);
        }
        return tell(transfer, line);
    }

    private Flow tell(TransferTask transfer, ByteBuffer line) {
        HeaderCallback callback = transfer.options().headerCallback();
        if (callback == null) {
            return flowOf(transfer, Flow.CONTINUE);
        }
        try {
            return after(transfer, callback.onHeader(transfer, line), "header");
        } catch (RuntimeException | Error e) {
            return threw("header", e);
        }
    }

    @Override
    public Flow body(ByteBuffer piece) {
        TransferTask transfer = current();
        Authentication authentication = transfer.authentication();
        if (authentication != null && authentication.isRepeating()) {
            return authentication.drain(piece);
        }
        trace(transfer, TraceCallback.Kind.DATA_IN, piece);
        int offered = piece.remaining();
        TransferOptions options = transfer.options();
        try {
            Flow flow = options.bodyCallback().onBody(transfer, piece);
            transfer.figures().addDownloadedBytes(offered - piece.remaining());
            return after(transfer, flow, "body");
        } catch (RuntimeException | Error e) {
            return threw("body", e);
        }
    }

    private Flow after(TransferTask transfer, Flow flow, String name) {
        if (flow == Flow.PAUSE) {
            transfer.markPaused(Direction.RECEIVING);
        } else if (flow == Flow.ABORT) {
            refusal = new TransferFailure(ResultCode.WRITE_ERROR, "the " + name + " callback said abort");
        }
        return flowOf(transfer, flow);
    }

    /** What the application wants in the end, whether it said so by its answer or by a call. */
    private static Flow flowOf(TransferTask transfer, Flow flow) {
        if (flow == Flow.ABORT || transfer.isRemoved()) {
            return Flow.ABORT;
        }
        return transfer.isPaused(Direction.RECEIVING) ? Flow.PAUSE : Flow.CONTINUE;
    }

    private Flow threw(String name, Throwable thrown) {
        refusal = new TransferFailure(ResultCode.WRITE_ERROR, "the " + name + " callback threw " + thrown, thrown);
        return Flow.ABORT;
    }

    private TransferTask current() {
        if (receiving == null) {
            throw new IllegalStateException("no transfer is receiving");
        }
        return receiving;
    }
}
