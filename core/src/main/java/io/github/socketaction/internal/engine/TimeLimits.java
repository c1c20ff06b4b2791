package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.sched.Deadline;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;

/** The time limits of a transfer: when they are set, and what is said when one is reached. */
final class TimeLimits {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private TimeLimits() {}

    /** Sets the limit of the whole, from the moment of adding. */
    static void armTotal(TransferTask transfer) {
        arm(
                transfer,
                Deadline.TOTAL,
                transfer.options().timeouts().total(),
                transfer.figures().addedAt());
    }

    /** Sets the limit of getting a connection. */
    static void armConnect(TransferTask transfer, long from) {
        arm(transfer, Deadline.CONNECT, transfer.options().timeouts().connect(), from);
    }

    /**
     * Ends the transfer if one of its limits is reached.
     *
     * @param due the deadlines that were reached
     * @throws TransferFailure with {@code OPERATION_TIMEDOUT}, naming what was going on
     */
    static void failIfReached(TransferTask transfer, int due, long now) {
        if (Deadline.TOTAL.isIn(due)) {
            throw timedOut("Operation", transfer, now);
        }
        if (Deadline.CONNECT.isIn(due)) {
            throw timedOut("Connection", transfer, now);
        }
    }

    private static void arm(TransferTask transfer, Deadline deadline, Duration limit, long from) {
        if (!limit.isZero()) {
            transfer.engine().timers().set(transfer, deadline, from + limit.toNanos());
        }
    }

    private static TransferFailure timedOut(String what, TransferTask transfer, long now) {
        long millis = (now - transfer.figures().addedAt()) / NANOS_PER_MILLI;
        return new TransferFailure(
                ResultCode.OPERATION_TIMEDOUT,
                what + " timed out after " + millis + " milliseconds while " + phase(transfer));
    }

    private static String phase(TransferTask transfer) {
        String attempt = transfer.attempt();
        return switch (transfer.state()) {
            case INIT -> "waiting to be started";
            case WAITING -> "waiting for a free connection";
            case RESOLVING -> "looking up the name of the host";
            case CONNECTING -> attempt == null ? "connecting" : attempt;
            case PERFORMING -> performing(transfer);
            case COMPLETED -> "completing";
        };
    }

    private static String performing(TransferTask transfer) {
        TransferRecord figures = transfer.figures();
        if (figures.startTransfer() < 0) {
            return transfer.isRequestSent() ? "waiting for the response" : "sending the request";
        }
        String of = figures.downloadLength() < 0 ? "" : " of " + figures.downloadLength();
        String paused = transfer.isPaused() ? ", paused" : "";
        return "receiving the response (" + figures.downloadedBytes() + of + " bytes of body received" + paused + ")";
    }
}
