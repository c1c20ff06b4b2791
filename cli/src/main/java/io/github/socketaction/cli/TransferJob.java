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

    private final int index;
    private final OutputTarget target;
    private final Tally tally;
    private final boolean showsHeaders;
    private final HeadDigest head = new HeadDigest();
    private long received;

    /**
     * A job.
     *
     * @param index the place of the URL on the command line, from 0
     * @param showsHeaders whether headers are part of the output
     */
    TransferJob(int index, OutputTarget target, Tally tally, boolean showsHeaders) {
        this.index = index;
        this.target = target;
        this.tally = tally;
        this.showsHeaders = showsHeaders;
    }

    @Override
    public Flow onHeader(Transfer transfer, ByteBuffer line) {
        head.add(line);
        if (!showsHeaders) {
            line.position(line.limit());
            return Flow.CONTINUE;
        }
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

    /** What there is to tell once the transfer has ended. */
    TransferReport report(Transfer transfer, TransferResult result) {
        return new TransferReport(index, target.file(), transfer, result, head);
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
