package io.github.socketaction.transfer;

import java.time.Duration;

/**
 * The time limits of a transfer. {@link Duration#ZERO} means no limit.
 *
 * @param connect for name look-up and connecting together, and for waiting until a connection is free; libcurl's {@code
 *     CURLOPT_CONNECTTIMEOUT}
 * @param total for the whole transfer, from its being added to its end; libcurl's {@code CURLOPT_TIMEOUT}
 */
public record Timeouts(Duration connect, Duration total) {

    /** The longest limit that is kept exactly; longer ones are cut to it: 2^31 - 1 milliseconds, as in libcurl. */
    public static final Duration MAX = Duration.ofMillis(Integer.MAX_VALUE);

    /** Five minutes to connect, as libcurl has it, and no limit on the whole. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofMinutes(5), Duration.ZERO);

    public Timeouts {
        connect = checked("connect", connect);
        total = checked("total", total);
    }

    private static Duration checked(String name, Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException(
                    "the " + name + " time limit is negative: " + limit + "; use Duration.ZERO for none");
        }
        return limit.compareTo(MAX) > 0 ? MAX : limit;
    }
}
