package io.github.socketaction.cli;

import java.util.Arrays;

/** How long each of many things took, in nanoseconds. */
final class Durations {

    private final long[] nanos;
    private int count;
    private boolean isSorted;

    Durations(int capacity) {
        nanos = new long[capacity];
    }

    void add(long duration) {
        nanos[count++] = duration;
        isSorted = false;
    }

    /** What a share of them did not exceed, by the nearest rank; 0 when there are none. */
    long percentile(int percent) {
        if (count == 0) {
            return 0;
        }
        if (!isSorted) {
            Arrays.sort(nanos, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(count * (percent / 100.0));
        return nanos[Math.max(rank, 1) - 1];
    }
}
