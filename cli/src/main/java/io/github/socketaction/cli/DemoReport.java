package io.github.socketaction.cli;

import io.github.socketaction.socket.PollAction;

/** The table that the demo ends with, in less than 80 columns. */
final class DemoReport {

    private static final int LABEL_WIDTH = 18;
    private static final int VALUE_WIDTH = 11;

    private final StringBuilder text = new StringBuilder(1_024);

    private DemoReport() {}

    static String of(DemoResult result) {
        DemoReport report = new DemoReport();
        report.write(result);
        return report.text.toString();
    }

    private void write(DemoResult result) {
        Tally tally = result.tally();
        int good = tally.done - tally.failed;
        text.append("sact demo: ").append(result.parallel()).append(" transfers at a time on one thread, backend ");
        text.append(result.backend()).append("\n\n");
        row("transfers", HumanUnits.grouped(good), "every byte verified");
        int bad = tally.count - good;
        row("failed or lost", HumanUnits.grouped(bad), "");
        row("bytes", HumanUnits.bytes(tally.received), HumanUnits.grouped(tally.received));
        row("connections", HumanUnits.grouped(result.connections()), "");
        row("socket callbacks", HumanUnits.grouped(result.counts().socketCallbacks()), "");
        for (PollAction action : PollAction.values()) {
            row("  " + action, HumanUnits.grouped(result.counts().of(action)), "");
        }
        row("timer callbacks", HumanUnits.grouped(result.counts().timerCallbacks), "");
        row("wakeups", HumanUnits.grouped(result.counts().wakeups), "polls that returned");
        row("CPU per transfer", cpu(result), "processor time of the loop's thread");
        row(
                "time, median",
                millis(result.durations().percentile(50)),
                "p99 " + millis(result.durations().percentile(99)));
        row("wall time", millis(result.wallNanos()), "");
        row("throughput", throughput(result), "");
    }

    private void row(String label, String value, String remark) {
        text.append("  ").append(label).append(" ".repeat(LABEL_WIDTH - label.length()));
        text.append(HumanUnits.right(value, VALUE_WIDTH));
        if (!remark.isEmpty()) {
            text.append("   ").append(remark);
        }
        text.append('\n');
    }

    private static String cpu(DemoResult result) {
        int done = result.tally().done;
        return result.cpuNanos() < 0 || done == 0
                ? "unknown"
                : HumanUnits.decimal(result.cpuNanos() / 1e3 / done, 1) + " us";
    }

    private static String millis(long nanos) {
        return HumanUnits.decimal(nanos / 1e6, 1) + " ms";
    }

    private static String throughput(DemoResult result) {
        double seconds = Math.max(result.wallNanos(), 1) / 1e9;
        return HumanUnits.decimal(result.tally().received / 1e6 / seconds, 1) + " MB/s";
    }
}
