package io.github.socketaction.benchmarks;

/**
 * How long a client is warmed and measured.
 *
 * @param warmRequests what a client on the JVM must have done before the first round
 * @param warmSeconds the longest time for that
 * @param settleSeconds how long it runs again at the beginning of each round, before it is measured
 * @param seconds how long it is measured
 */
record Pace(long warmRequests, double warmSeconds, double settleSeconds, double seconds) {

    private static final int QUICK_SHARE = 4;

    static Pace of(Workload workload, boolean quick) {
        return quick
                ? new Pace(workload.warmRequests() / QUICK_SHARE, 15, settle(workload, 0.5), 1.5)
                : new Pace(workload.warmRequests(), 120, settle(workload, 1.0), 4);
    }

    /** With 10,000 connections the first second goes by with connecting; 64 handshakes take their time, too. */
    private static double settle(Workload workload, double seconds) {
        return workload.connections() >= 10_000 || workload.isTls() ? seconds + 2 : seconds;
    }
}
