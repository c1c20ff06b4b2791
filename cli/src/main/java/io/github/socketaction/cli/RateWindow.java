package io.github.socketaction.cli;

/** How fast bytes came in the last five seconds. */
final class RateWindow {

    private static final int SAMPLES = 6;
    private static final long SPACING_NANOS = 1_000_000_000;

    private final long[] times = new long[SAMPLES];
    private final long[] bytes = new long[SAMPLES];
    private int count;

    RateWindow(long startNanos) {
        times[0] = startNanos;
        count = 1;
    }

    /** Notes how many bytes there are now in all, and answers with the bytes a second since the oldest note kept. */
    long rate(long nowNanos, long totalBytes) {
        int newest = (count - 1) % SAMPLES;
        if (nowNanos - times[newest] >= SPACING_NANOS) {
            newest = count++ % SAMPLES;
            times[newest] = nowNanos;
            bytes[newest] = totalBytes;
        }
        int oldest = count > SAMPLES ? count % SAMPLES : 0;
        long elapsed = nowNanos - times[oldest];
        return elapsed <= 0 ? 0 : (long) ((totalBytes - bytes[oldest]) * 1e9 / elapsed);
    }
}
