package io.github.socketaction.cli;

import io.github.socketaction.transfer.BodyCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.HeaderCallback;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferResult;
import java.nio.ByteBuffer;

/** One URL of a command while it is transferred: takes what comes and writes it to the URL's output. */
final class TransferJob implements BodyCallback, HeaderCallback {

    private final OutputTarget target;
    private final Tally tally;
    private long received;

    TransferJob(OutputTarget target, Tally tally) {
        this.target = target;
        this.tally = tally;
    }

    @Override
    public Flow onHeader(Transfer transfer, ByteBuffer line) {
        return target.write(line) ? Flow.CONTINUE : Flow.ABORT;
    }

    @Override
    public Flow onBody(Transfer transfer, ByteBuffer body) {
        received += body.remaining();
        tally.received += body.remaining();
        return target.write(body) ? Flow.CONTINUE : Flow.ABORT;
    }

    /** Body bytes received so far. */
    long received() {
        return received;
    }

    /** Ends the output. What the engine calls a failed write has its reason here. */
    TransferResult finish(TransferResult result) {
        boolean written = target.finish(result.isOk());
        String failure = target.failure();
        boolean failedHere = result.isOk() || result.code() == ResultCode.WRITE_ERROR;
        return written || failure == null || !failedHere
                ? result
                : new TransferResult(ResultCode.WRITE_ERROR, failure, null);
    }
}
