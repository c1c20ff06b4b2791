package io.github.socketaction.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what ended since it was last taken. One thread at a time counts, another one may take. */
final class Tally {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int SAY_MOST = 5;

    private final boolean wantsTimeouts;
    private int said;
    private volatile Counts counts = new Counts();

    Tally(LoadKind kind) {
        wantsTimeouts = kind == LoadKind.TIMEOUTS;
    }

    /**
     * Counts one that ended.
     *
     * @param startNanos when it was begun
     * @param isOk whether it got the whole answer, with status 200
     * @param isTimeout whether it ended at its time limit
     * @param outcome how it ended, to be said if that is a failure
     */
    void ended(long startNanos, boolean isOk, boolean isTimeout, @Nullable Object outcome) {
        Counts now = counts;
        long nanos = System.nanoTime() - startNanos;
        now.times.count(wantsTimeouts ? nanos - TIMEOUT_NANOS : nanos);
        if (wantsTimeouts ? !isTimeout : !isOk) {
            now.failed++;
            say(outcome);
        }
        now.ended(1);
    }

    /** The first few, so that a number of failed requests has a story. */
    private void say(@Nullable Object failure) {
        if (said++ < SAY_MOST) {
            System.err.println("a request ended with " + failure);
        }
    }

    /** Counts some that ended without anything to measure each. */
    void ended(int number) {
        counts.ended(number);
    }

    /** How many ended so far since the last {@link #take()}. */
    long completed() {
        return counts.completed.get();
    }

    /** Gives what was counted, and starts again at zero. */
    Counts take() {
        Counts taken = counts;
        counts = new Counts();
        return taken;
    }

    /** What ended, and how long each took: from its start, or for a timeout from its time limit. */
    static final class Counts {

        /** Also read by the thread that does not count. */
        final AtomicLong completed = new AtomicLong();

        long failed;
        final LatencyHistogram times = new LatencyHistogram();

        /** No locked instruction: only one thread counts. */
        private void ended(int number) {
            completed.setRelease(completed.getPlain() + number);
        }
    }
}
