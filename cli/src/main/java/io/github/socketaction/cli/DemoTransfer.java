package io.github.socketaction.cli;

import io.github.socketaction.transfer.BodyCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferResult;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One transfer of the demo: compares every byte that comes with what has to come. */
final class DemoTransfer implements BodyCallback {

    private final int number;
    private final Tally tally;
    private final ByteBuffer expected;
    private @Nullable String defect;

    DemoTransfer(int number, Tally tally) {
        this.number = number;
        this.tally = tally;
        expected = DemoBody.bytes(number, DemoBody.size(number));
    }

    @Override
    public Flow onBody(Transfer transfer, ByteBuffer body) {
        int length = body.remaining();
        tally.received += length;
        if (defect != null || length > expected.remaining()) {
            return fail(length + " bytes too many");
        }
        int at = expected.position();
        int difference = body.mismatch(expected.slice(at, length));
        if (difference >= 0) {
            return fail("byte " + (at + difference) + " is wrong");
        }
        expected.position(at + length);
        body.position(body.limit());
        return Flow.CONTINUE;
    }

    /** What went wrong with the transfer, or null when it and every byte of it is as it has to be. */
    @Nullable String problem(TransferResult result) {
        if (defect != null) {
            return describe(defect);
        }
        if (!result.isOk()) {
            return describe(result.toString());
        }
        return expected.hasRemaining() ? describe(expected.remaining() + " bytes are missing") : null;
    }

    private Flow fail(String what) {
        defect = defect == null ? what : defect;
        return Flow.ABORT;
    }

    private String describe(String what) {
        return DemoBody.path(number) + ": " + what;
    }
}
