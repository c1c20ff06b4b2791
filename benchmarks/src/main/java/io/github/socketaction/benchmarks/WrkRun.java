package io.github.socketaction.benchmarks;

import io.github.socketaction.benchmarks.load.LoadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of wrk, which measures itself; bash says the processor time of the whole process, start and connecting included. */
final class WrkRun {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)\\b");
    private static final Pattern PERCENTILE = Pattern.compile("(?m)^\\s*(50|99)%\\s+([\\d.]+)(us|ms|s|m)\\s*$");
    private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern CPU = Pattern.compile("cpu ([\\d.]+) ([\\d.]+)");
    private static final double MICROS_PER_SECOND = 1e6;

    private WrkRun() {}

    static LoadResult run(Cores cores, Workload workload, String url, double seconds)
            throws IOException, InterruptedException {
        List<String> wrk = cores.onClient(List.of(
                Commands.require("wrk"),
                "--threads=1",
                "--connections=" + workload.connections(),
                "--duration=" + Math.round(Math.ceil(seconds)) + "s",
                "--timeout=30s",
                "--latency",
                url));
        List<String> command = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='cpu %U %S'; time \"$@\"", "wrk"));
        command.addAll(wrk);
        return parse(Commands.output(command));
    }

    /** Understands what wrk and bash wrote. */
    static LoadResult parse(String output) throws IOException {
        Matcher requests = found(REQUESTS, output);
        Matcher cpu = found(CPU, output);
        Matcher percentiles = PERCENTILE.matcher(output);
        Double p50 = null;
        Double p99 = null;
        while (percentiles.find()) {
            double micros = Double.parseDouble(percentiles.group(2)) * micros(percentiles.group(3));
            p50 = percentiles.group(1).equals("50") ? Double.valueOf(micros) : p50;
            p99 = percentiles.group(1).equals("99") ? Double.valueOf(micros) : p99;
        }
        double seconds = Double.parseDouble(requests.group(2)) * micros(requests.group(3)) / MICROS_PER_SECOND;
        double cpuSeconds = Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2));
        return new LoadResult(
                Long.parseLong(requests.group(1)),
                failed(output),
                seconds,
                cpuSeconds * MICROS_PER_SECOND,
                null,
                p50,
                p99,
                null,
                null);
    }

    private static long failed(String output) {
        long failed = 0;
        for (Pattern pattern : List.of(STATUS, ERRORS)) {
            Matcher matcher = pattern.matcher(output);
            if (matcher.find()) {
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    failed += Long.parseLong(matcher.group(i));
                }
            }
        }
        return failed;
    }

    private static double micros(String unit) {
        return switch (unit) {
            case "us" -> 1;
            case "ms" -> 1e3;
            case "s" -> 1e6;
            case "m" -> 60e6;
            default ->
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "wrk measures in '%s', which is not known here", unit));
        };
    }

    private static Matcher found(Pattern pattern, String output) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("wrk said nothing like '" + pattern + "': " + output.strip());
        }
        return matcher;
    }
}
