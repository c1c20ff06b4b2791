package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.http.Exchange;
import io.github.socketaction.internal.http.RequestSource;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TraceCallback;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the request body from the read callback of a transfer: the only caller of it. One serves all transfers of an
 * engine, because only one of them sends at a time.
 */
final class BodySupply implements RequestSource {

    private @Nullable TransferTask sending;
    private @Nullable TransferFailure refusal;

    /**
     * Lets a transfer send.
     *
     * @throws TransferFailure when the exchange failed, or the callback said abort or threw
     */
    SendProgress send(TransferTask transfer, Exchange exchange, int pieces) {
        sending = transfer;
        refusal = null;
        try {
            SendProgress progress = exchange.send(this, pieces);
            if (refusal != null && !transfer.isRemoved()) {
                throw refusal;
            }
            return progress;
        } finally {
            sending = null;
            refusal = null;
        }
    }

    @Override
    public Supply supply(ByteBuffer target) {
        TransferTask transfer = sending;
        RequestBody body = transfer == null ? null : transfer.options().requestBody();
        if (transfer == null || body == null) {
            throw new IllegalStateException("no transfer is sending a body");
        }
        if (transfer.isPaused(Direction.SENDING)) {
            return Supply.PAUSED;
        }
        int start = target.position();
        int limit = target.limit();
        Flow flow = ask(transfer, body, target);
        if (flow == Flow.ABORT || transfer.isRemoved()) {
            return Supply.ABORT;
        }
        if (target.limit() != limit || target.position() < start) {
            refusal = new TransferFailure(
                    ResultCode.READ_ERROR,
                    "the read callback moved the limit of its buffer, or its position backwards");
            return Supply.ABORT;
        }
        int count = target.position() - start;
        if (count > 0) {
            transfer.figures().addUploadedBytes(count);
            traceTaken(transfer, target, start);
        }
        if (flow == Flow.PAUSE) {
            transfer.markPaused(Direction.SENDING);
        }
        return transfer.isPaused(Direction.SENDING) ? Supply.PAUSED : count == 0 ? Supply.END : Supply.MORE;
    }

    private Flow ask(TransferTask transfer, RequestBody body, ByteBuffer target) {
        try {
            Flow flow = body.callback().onRead(transfer, target);
            if (flow == Flow.ABORT) {
                refusal = new TransferFailure(ResultCode.ABORTED_BY_CALLBACK, "the read callback said abort");
            }
            return flow;
        } catch (RuntimeException | Error e) {
            refusal = new TransferFailure(ResultCode.READ_ERROR, "the read callback threw " + e, e);
            return Flow.ABORT;
        }
    }

    private static void traceTaken(TransferTask transfer, ByteBuffer target, int start) {
        if (transfer.options().traceCallback() != null) {
            ByteBuffer taken = target.asReadOnlyBuffer();
            Delivery.trace(transfer, TraceCallback.Kind.DATA_OUT, taken.flip().position(start));
        }
    }
}
