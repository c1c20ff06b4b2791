package io.github.socketaction.internal.sched;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The only reader of the clock: nanoseconds since the engine was made, never going back. */
public final class MonotonicClock {

    private final LongSupplier source;
    private final long origin;
    private long latest;

    /**
     * A clock.
     *
     * @param source nanoseconds from any origin, or null for the system's monotonic clock
     */
    public MonotonicClock(@Nullable LongSupplier source) {
        this.source = source == null ? System::nanoTime : source;
        this.origin = this.source.getAsLong();
    }

    /** Reads the clock. */
    public long now() {
        latest = Math.max(latest, source.getAsLong() - origin);
        return latest;
    }
}
