package io.github.socketaction.cli;

import java.util.function.LongSupplier;

/** The line on the terminal that shows how far things are. Does nothing when it is not to be shown. */
final class ProgressMeter {

    /** How often it is written at most, and how often it has to be asked to. */
    static final long INTERVAL_MILLIS = 100;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Terminal terminal;
    private final LongSupplier nanoClock;
    private final boolean shown;
    private final RateWindow window;
    private final long startNanos;
    private long nextNanos;

    ProgressMeter(Terminal terminal, LongSupplier nanoClock, boolean shown) {
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.shown = shown;
        startNanos = shown ? nanoClock.getAsLong() : 0;
        nextNanos = startNanos;
        window = new RateWindow(startNanos);
    }

    /** How long its user may wait until asking again, or -1 for any time. */
    long pollMillis() {
        return shown ? INTERVAL_MILLIS : -1;
    }

    /** Shows one transfer; its expected bytes are -1 while unknown. */
    void single(long received, long expected) {
        if (isDue()) {
            terminal.overwriteLine(
                    MeterLine.single(received, expected, rate(received), elapsedSeconds(), /* ended= */ false));
        }
    }

    /** Shows many transfers. */
    void overall(Tally tally) {
        if (isDue()) {
            terminal.overwriteLine(MeterLine.overall(tally, rate(tally.received), elapsedSeconds()));
        }
    }

    /** Shows the end of one transfer and leaves the line. */
    void endSingle(long received, long expected) {
        if (shown) {
            terminal.overwriteLine(
                    MeterLine.single(received, expected, averageRate(received), elapsedSeconds(), /* ended= */ true));
            terminal.endLine();
        }
    }

    /** Shows the end of many transfers and leaves the line. */
    void endOverall(Tally tally) {
        if (shown) {
            terminal.overwriteLine(MeterLine.overall(tally, averageRate(tally.received), elapsedSeconds()));
            terminal.endLine();
        }
    }

    private boolean isDue() {
        if (!shown) {
            return false;
        }
        long now = nanoClock.getAsLong();
        if (now - nextNanos < 0) {
            return false;
        }
        nextNanos = now + INTERVAL_MILLIS * 1_000_000;
        return true;
    }

    private long rate(long received) {
        return window.rate(nanoClock.getAsLong(), received);
    }

    private long averageRate(long received) {
        double seconds = (nanoClock.getAsLong() - startNanos) / (double) NANOS_PER_SECOND;
        return seconds <= 0 ? 0 : (long) (received / seconds);
    }

    private double elapsedSeconds() {
        return (nanoClock.getAsLong() - startNanos) / (double) NANOS_PER_SECOND;
    }
}
