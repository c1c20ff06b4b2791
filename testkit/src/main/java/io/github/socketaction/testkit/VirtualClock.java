package io.github.socketaction.testkit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock in nanoseconds that only moves when told to. Used by one thread. */
public final class VirtualClock implements LongSupplier {

    private final long origin;
    private long elapsed;

    /** A clock that starts at an odd value, so that nothing can rely on starting at zero. */
    public VirtualClock() {
        this(1_000_000_000_123L);
    }

    /**
     * A clock that starts at a value of choice.
     *
     * @param originNanos the first reading; values near {@link Long#MAX_VALUE} show who compares readings with
     *     {@code <} instead of by their difference
     */
    public VirtualClock(long originNanos) {
        origin = originNanos;
    }

    /** The reading: nanoseconds from an arbitrary origin; it may overflow, as {@link System#nanoTime()} may. */
    @Override
    public long getAsLong() {
        return origin + elapsed;
    }

    /** Nanoseconds since the clock was made; never negative. */
    public long elapsed() {
        return elapsed;
    }

    /**
     * Moves the clock on.
     *
     * @throws IllegalArgumentException if the duration is negative: the clock is monotonic
     */
    public void advance(Duration duration) {
        advanceNanos(duration.toNanos());
    }

    /**
     * Moves the clock on.
     *
     * @param nanos at least 0
     */
    public void advanceNanos(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("the clock cannot go back by " + -nanos + " ns");
        }
        elapsed += nanos;
    }

    /** Moves the clock on to a moment, counted like {@link #elapsed()}; a moment that has passed changes nothing. */
    public void jumpTo(long elapsedNanos) {
        elapsed = Math.max(elapsed, elapsedNanos);
    }
}
