package io.github.socketaction.testkit;

import java.time.Duration;

/** Bounds the wait for what must happen, so that a defect fails its test rather than hangs it. In real time. */
final class Patience {

    private final long begin = System.nanoTime();
    private final Duration limit;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /** Always true: it throws when the time is up. For the condition of a loop. */
    boolean holds() {
        if (leftNanos() <= 0) {
            throw new AssertionError("waited " + limit.toMillis() + " ms for what should have happened at once");
        }
        return true;
    }

    long leftNanos() {
        return limit.toNanos() - (System.nanoTime() - begin);
    }
}
