package io.github.socketaction.cli;

/** Words the progress meter, in less than 80 columns. */
final class MeterLine {

    private MeterLine() {}

    /**
     * One transfer.
     *
     * @param received bytes so far
     * @param expected bytes in all, or -1 while unknown
     * @param rate bytes a second
     * @param elapsedSeconds since the start
     * @param ended whether it is over, so that the time taken is shown and not the time left
     */
    static String single(long received, long expected, long rate, double elapsedSeconds, boolean ended) {
        StringBuilder line = new StringBuilder(80);
        if (expected > 0) {
            long percent = (long) (Math.min(received, expected) * 100.0 / expected);
            line.append(HumanUnits.right(Long.toString(percent), 3)).append("%  ");
            line.append(HumanUnits.right(HumanUnits.bytes(received), 5));
            line.append(" of ").append(HumanUnits.right(HumanUnits.bytes(expected), 5));
        } else {
            line.append("      ")
                    .append(HumanUnits.right(HumanUnits.bytes(received), 5))
                    .append("         ");
        }
        line.append("  ").append(HumanUnits.right(HumanUnits.bytes(rate), 5)).append("/s");
        if (ended || expected < 0) {
            line.append("  in  ").append(HumanUnits.right(HumanUnits.time((long) elapsedSeconds), 8));
        } else {
            long left = rate > 0 ? ceilDiv(Math.max(expected - received, 0), rate) : -1;
            line.append("  ETA ").append(HumanUnits.right(HumanUnits.time(left), 8));
        }
        return line.toString();
    }

    /**
     * Many transfers.
     *
     * @param tally how far they are
     * @param rate bytes a second
     * @param elapsedSeconds since the start
     */
    static String overall(Tally tally, long rate, double elapsedSeconds) {
        StringBuilder line = new StringBuilder(80);
        String total = Integer.toString(tally.count);
        line.append(HumanUnits.right(Integer.toString(tally.done), total.length()));
        line.append('/').append(total).append(" done, ").append(tally.failed).append(" failed, ");
        line.append(HumanUnits.right(HumanUnits.bytes(tally.received), 5));
        line.append(", ").append(HumanUnits.right(HumanUnits.bytes(rate), 5)).append("/s");
        if (tally.done == tally.count) {
            return line.append(", in  ")
                    .append(HumanUnits.time((long) elapsedSeconds))
                    .toString();
        }
        // Sizes of what has not begun are not known, but how long the others took is.
        int open = tally.count - tally.done;
        long left = tally.done == 0 ? -1 : (long) Math.ceil(elapsedSeconds * open / tally.done);
        return line.append(", ETA ").append(HumanUnits.time(left)).toString();
    }

    private static long ceilDiv(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
