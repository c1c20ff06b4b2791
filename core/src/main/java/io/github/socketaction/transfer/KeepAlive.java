package io.github.socketaction.transfer;

/**
 * How the system probes a connection on which nothing moves; see tcp(7). For some systems seconds are the smallest unit.
 *
 * @param idleSeconds how long nothing must have moved before the first probe, 1 to 32,767; libcurl's {@code
 *     CURLOPT_TCP_KEEPIDLE}
 * @param intervalSeconds the time between unanswered probes, 1 to 32,767; libcurl's {@code CURLOPT_TCP_KEEPINTVL}
 */
public record KeepAlive(int idleSeconds, int intervalSeconds) {

    /** Once a minute, as the curl command does it. */
    public static final KeepAlive DEFAULT = new KeepAlive(60, 60);

    private static final int MAX_SECONDS = 32_767;

    /** Checks. */
    public KeepAlive {
        if (idleSeconds < 1 || idleSeconds > MAX_SECONDS || intervalSeconds < 1 || intervalSeconds > MAX_SECONDS) {
            throw new IllegalArgumentException("keep-alive takes 1 to " + MAX_SECONDS + " seconds, not " + idleSeconds
                    + " and " + intervalSeconds);
        }
    }
}
