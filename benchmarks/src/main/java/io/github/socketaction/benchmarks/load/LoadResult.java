package io.github.socketaction.benchmarks.load;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client measured of itself in one run; what it could not know is null.
 *
 * @param requests that ended
 * @param failed of these
 * @param seconds that the measured part took
 * @param cpuMicros user and system time of the process during it
 * @param allocatedBytes that the process allocated on its heap during it
 * @param p50Micros half of the requests took no longer, or for timeouts: were no later
 * @param p99Micros the same for 99 of 100
 * @param bytesPerConnection memory that one more idle connection takes
 * @param note one word more about it, with underlines for spaces
 */
public record LoadResult(
        long requests,
        long failed,
        @Nullable Double seconds,
        @Nullable Double cpuMicros,
        @Nullable Double allocatedBytes,
        @Nullable Double p50Micros,
        @Nullable Double p99Micros,
        @Nullable Double bytesPerConnection,
        @Nullable String note) {

    private static final String PREFIX = "result ";

    /** Reads a client's answer to {@code run}. */
    public static LoadResult parse(String line) {
        if (!line.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a client answered '" + line + "' instead of a result");
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : line.substring(PREFIX.length()).split(" ", -1)) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new LoadResult(
                Long.parseLong(values.getOrDefault("requests", "0")),
                Long.parseLong(values.getOrDefault("failed", "0")),
                number(values.get("seconds")),
                number(values.get("cpu_us")),
                number(values.get("allocated")),
                number(values.get("p50_us")),
                number(values.get("p99_us")),
                number(values.get("bytes_per_connection")),
                values.get("note"));
    }

    String line() {
        StringBuilder line = new StringBuilder(PREFIX + "requests=" + requests + " failed=" + failed);
        append(line, "seconds", seconds);
        append(line, "cpu_us", cpuMicros);
        append(line, "allocated", allocatedBytes);
        append(line, "p50_us", p50Micros);
        append(line, "p99_us", p99Micros);
        append(line, "bytes_per_connection", bytesPerConnection);
        return line.append(note == null ? "" : " note=" + note).toString();
    }

    private static void append(StringBuilder line, String key, @Nullable Double value) {
        if (value != null) {
            line.append(' ').append(key).append('=').append(String.format(Locale.ROOT, "%.6f", value));
        }
    }

    private static @Nullable Double number(@Nullable String text) {
        return text == null ? null : Double.valueOf(text);
    }
}
