package io.github.socketaction.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How many requests are under way in a client that has threads of its own, for the thread that waits for their end. */
final class InFlight {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final AtomicInteger number = new AtomicInteger();

    void begin() {
        number.incrementAndGet();
    }

    void end() {
        number.decrementAndGet();
    }

    /** Waits until none is under way. */
    void awaitNone() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (number.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(number.get() + " requests were still under way after two minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits for a time while others work. */
    static void waitFor(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
