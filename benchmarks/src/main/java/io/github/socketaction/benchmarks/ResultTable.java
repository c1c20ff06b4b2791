package io.github.socketaction.benchmarks;

import io.github.socketaction.benchmarks.load.LoadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The results of one workload as a table for a terminal, at most {@value #WIDTH} columns wide. */
final class ResultTable {

    static final int WIDTH = 80;

    private static final int CLIENT = 11;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double MEGA = 1e6;

    private final Outcome outcome;
    private final boolean isMemory;

    ResultTable(Outcome outcome) {
        this.outcome = outcome;
        isMemory = outcome.workload().kind() == LoadKind.MEMORY;
    }

    /** The table, with a line feed after each line. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, outcome.workload().id() + "  " + outcome.workload().title());
        header(text);
        for (ClientKind client : outcome.clients()) {
            row(text, client);
        }
        for (String remark : outcome.remarks()) {
            wrap(text, "  ", remark);
        }
        return text.toString();
    }

    private void header(StringBuilder text) {
        if (isMemory) {
            line(text, cells("", "bytes a", "", "ratio to"));
            line(text, cells("client", "connection", "min–max", "libcurl", "of these"));
            return;
        }
        boolean late = outcome.workload().kind() == LoadKind.TIMEOUTS;
        boolean bulk = outcome.workload().bulkBytes() > 0;
        line(
                text,
                columns(
                        "",
                        "CPU µs a",
                        "",
                        "requests",
                        bulk ? "MB a" : "bytes",
                        late ? "late by" : "p50",
                        "p99",
                        "ratio to",
                        ""));
        line(
                text,
                columns(
                        "client",
                        "request",
                        "min–max",
                        "a second",
                        bulk ? "CPU s" : "a req.",
                        "µs",
                        "µs",
                        "curl",
                        "wrk"));
    }

    private void row(StringBuilder text, ClientKind client) {
        List<Sample> samples = outcome.samples(client);
        if (samples.isEmpty()) {
            String reason = outcome.reason(client);
            wrap(text, padRight(client.id(), CLIENT) + "  ", reason == null ? "-" : reason);
            return;
        }
        if (isMemory) {
            memoryRow(text, client, samples);
            return;
        }
        Statistics cpu = statistics(samples, Sample::cpuMicrosPerRequest);
        line(
                text,
                columns(
                        client.id(),
                        cpu == null ? "-" : Figures.of(cpu.median()),
                        range(cpu),
                        median(samples, Sample::requestsPerSecond),
                        fifth(cpu, samples),
                        median(samples, Sample::p50Micros),
                        median(samples, Sample::p99Micros),
                        ratio(client, ClientKind.LIBCURL, Sample::cpuMicrosPerRequest),
                        ratio(client, ClientKind.WRK, Sample::cpuMicrosPerRequest)));
    }

    private void memoryRow(StringBuilder text, ClientKind client, List<Sample> samples) {
        Statistics bytes = statistics(samples, Sample::bytesPerConnection);
        String note = samples.get(samples.size() - 1).note();
        line(
                text,
                cells(
                        client.id(),
                        bytes == null ? "-" : Figures.of(bytes.median()),
                        range(bytes),
                        ratio(client, ClientKind.LIBCURL, Sample::bytesPerConnection),
                        note == null ? "" : note.replace('_', ' ')));
    }

    /** Bytes moved for each second of processor time where bodies are big, else bytes allocated for each request. */
    private String fifth(@Nullable Statistics cpu, List<Sample> samples) {
        long bulk = outcome.workload().bulkBytes();
        if (bulk == 0) {
            return median(samples, Sample::allocatedBytesPerRequest);
        }
        return cpu == null ? "-" : Figures.of(bulk / cpu.median() * MICROS_PER_SECOND / MEGA);
    }

    /** The median of the ratios in each round. */
    private String ratio(ClientKind client, ClientKind to, Function<Sample, @Nullable Double> figure) {
        List<Double> ratios = new ArrayList<>();
        for (Sample sample : outcome.samples(client)) {
            for (Sample other : outcome.samples(to)) {
                Double mine = figure.apply(sample);
                Double theirs = figure.apply(other);
                if (sample.round() == other.round() && mine != null && theirs != null && theirs > 0) {
                    ratios.add(mine / theirs);
                }
            }
        }
        return ratios.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "%.2f", Statistics.of(ratios).median());
    }

    private static String median(List<Sample> samples, Function<Sample, @Nullable Double> figure) {
        Statistics statistics = statistics(samples, figure);
        return statistics == null ? "-" : Figures.of(statistics.median());
    }

    private static @Nullable Statistics statistics(List<Sample> samples, Function<Sample, @Nullable Double> figure) {
        List<Double> figures = new ArrayList<>();
        for (Sample sample : samples) {
            Double value = figure.apply(sample);
            if (value != null) {
                figures.add(value);
            }
        }
        return figures.isEmpty() ? null : Statistics.of(figures);
    }

    private static String range(@Nullable Statistics statistics) {
        return statistics == null ? "-" : Figures.of(statistics.min()) + "–" + Figures.of(statistics.max());
    }

    private static String columns(
            String client,
            String cpu,
            String range,
            String rate,
            String fifth,
            String p50,
            String p99,
            String curl,
            String wrk) {
        return padRight(client, CLIENT)
                + pad(cpu, 9)
                + pad(range, 15)
                + pad(rate, 9)
                + pad(fifth, 8)
                + pad(p50, 8)
                + pad(p99, 8)
                + (wrk.isEmpty() ? pad(curl, 11) : pad(curl, 6) + pad(wrk, 6));
    }

    private static String cells(String client, String bytes, String range, String ratio, String... note) {
        return padRight(client, CLIENT)
                + pad(bytes, 11)
                + pad(range, 16)
                + pad(ratio, 9)
                + "  "
                + String.join("", note);
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    /** A text after a beginning, broken between words; a longer word is cut. */
    private static void wrap(StringBuilder text, String beginning, String words) {
        StringBuilder line = new StringBuilder(beginning);
        for (String word : words.split("\\s+", -1)) {
            String piece = word.length() > WIDTH - CLIENT - 2 ? word.substring(0, WIDTH - CLIENT - 2) : word;
            if (line.length() + piece.length() > WIDTH) {
                line(text, line.toString());
                line = new StringBuilder(" ".repeat(beginning.length()));
            }
            line.append(piece).append(' ');
        }
        line(text, line.toString());
    }
}
