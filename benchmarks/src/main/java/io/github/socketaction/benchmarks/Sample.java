package io.github.socketaction.benchmarks;

import io.github.socketaction.benchmarks.load.LoadResult;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one client needed in one round; what is not known is null.
 *
 * @param round from 1 upward
 * @param cpuMicrosPerRequest user and system time of the client's process
 * @param p50Micros time of a request; in W10 how late it ended
 * @param bytesPerConnection memory of an idle connection
 * @param failed requests that failed
 * @param note one word more, not part of the JSON
 */
record Sample(
        String workload,
        String client,
        int round,
        @Nullable Double cpuMicrosPerRequest,
        @Nullable Double requestsPerSecond,
        @Nullable Double allocatedBytesPerRequest,
        @Nullable Double p50Micros,
        @Nullable Double p99Micros,
        @Nullable Double bytesPerConnection,
        long failed,
        @Nullable String note) {

    static Sample of(Workload workload, ClientKind client, int round, LoadResult result) {
        return new Sample(
                workload.id(),
                client.id(),
                round,
                per(result.cpuMicros(), (double) result.requests()),
                result.seconds() == null ? null : result.requests() / result.seconds(),
                per(result.allocatedBytes(), (double) result.requests()),
                result.p50Micros(),
                result.p99Micros(),
                result.bytesPerConnection(),
                result.failed(),
                result.note());
    }

    /** The sample as one line of JSON. */
    String json() {
        return "{\"workload\":\"" + workload + "\",\"client\":\"" + client + "\",\"round\":" + round
                + ",\"cpu_us_per_request\":" + number(cpuMicrosPerRequest)
                + ",\"requests_per_second\":" + number(requestsPerSecond)
                + ",\"allocated_bytes_per_request\":" + number(allocatedBytesPerRequest)
                + ",\"p50_us\":" + number(p50Micros)
                + ",\"p99_us\":" + number(p99Micros)
                + ",\"bytes_per_connection\":" + number(bytesPerConnection)
                + ",\"failed\":" + failed + "}";
    }

    private static @Nullable Double per(@Nullable Double amount, double requests) {
        return amount == null || requests == 0 ? null : amount / requests;
    }

    private static String number(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }
}
