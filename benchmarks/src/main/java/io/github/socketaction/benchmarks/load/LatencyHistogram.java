package io.github.socketaction.benchmarks.load;

/** Counts times in steps of less than 1 %, from a nanosecond to centuries, without allocating. For one writing thread. */
public final class LatencyHistogram {

    private static final int SUB_BITS = 7;

    private final int[] counts = new int[(64 - SUB_BITS + 1) << SUB_BITS];
    private long total;

    /** Counts a time in nanoseconds; a negative one counts as 0. */
    public void count(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    /** How many times were counted. */
    public long total() {
        return total;
    }

    /**
     * The time that a share of all times does not exceed.
     *
     * @param share from 0 to 1
     * @return nanoseconds, the middle of the step; 0 when nothing was counted
     */
    public double percentile(double share) {
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (counts[i] > 0 && seen >= share * total) {
                return middle(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int shift = shift(nanos);
        return (shift << SUB_BITS) + (int) (nanos >> shift);
    }

    private static int shift(long nanos) {
        return nanos < 2 << SUB_BITS ? 0 : 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
    }

    private static double middle(int bucket) {
        int shift = bucket < 2 << SUB_BITS ? 0 : (bucket >> SUB_BITS) - 1;
        long low = (long) (bucket - (shift << SUB_BITS)) << shift;
        return low + ((1L << shift) - 1) / 2.0;
    }
}
