package io.github.socketaction.cli;

import io.github.socketaction.Multi;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the demo's transfers through an event loop of its own, and measures. */
final class DemoRun {

    private static final int MAX_PROBLEMS = 5;

    /** Each transfer is given up after this time, so that the demo ends whatever happens. */
    private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(30);

    /** An engine that completes nothing for so long, not even as timed out, has lost a transfer. */
    private static final long STALL_NANOS = TRANSFER_LIMIT.plusSeconds(5).toNanos();

    private final String base;
    private final Backend backend;
    private final int parallel;
    private final ProgressMeter meter;
    private final Tally tally;
    private final List<String> problems = new ArrayList<>();
    private final Durations durations;
    private long connections;
    private int added;

    DemoRun(String base, Backend backend, DemoOptions options, Terminal terminal) {
        this.base = base;
        this.backend = backend;
        parallel = options.parallel();
        meter = new ProgressMeter(terminal, System::nanoTime, terminal.errIsTerminal());
        tally = new Tally(options.transfers());
        durations = new Durations(options.transfers());
    }

    /** Runs them all on the thread of the caller. */
    DemoResult run() throws IOException {
        try (DemoLoop loop = new DemoLoop(backend)) {
            long cpuStart = cpuNanos();
            long wallStart = System.nanoTime();
            drive(loop, wallStart);
            long wall = System.nanoTime() - wallStart;
            long cpu = cpuStart < 0 ? -1 : cpuNanos() - cpuStart;
            meter.endOverall(tally);
            return new DemoResult(
                    backend.name(), parallel, tally, problems, connections, loop.counts(), cpu, wall, durations);
        }
    }

    private void drive(DemoLoop loop, long startNanos) throws IOException {
        long lastEndNanos = startNanos;
        int done = 0;
        addMore(loop.multi());
        while (tally.done < tally.count) {
            loop.turn();
            reap(loop.multi());
            addMore(loop.multi());
            meter.overall(tally);
            long now = System.nanoTime();
            if (tally.done > done) {
                done = tally.done;
                lastEndNanos = now;
            } else if (now - lastEndNanos > STALL_NANOS) {
                problem((tally.count - done) + " transfers were lost: nothing has ended for "
                        + Duration.ofNanos(STALL_NANOS).toSeconds() + " seconds");
                return;
            }
        }
    }

    private void addMore(Multi multi) {
        for (; added < tally.count && added - tally.done < parallel; added++) {
            DemoTransfer check = new DemoTransfer(added, tally);
            TransferOptions options = TransferOptions.builder(base + DemoBody.path(added))
                    .totalTimeout(TRANSFER_LIMIT)
                    .onBody(check)
                    .build();
            multi.add(options).attach(check);
        }
    }

    private void reap(Multi multi) {
        for (Transfer transfer = multi.infoRead(); transfer != null; transfer = multi.infoRead()) {
            TransferResult result = transfer.result();
            if (result == null || !(transfer.attachment() instanceof DemoTransfer check)) {
                throw new IllegalStateException("transfer " + transfer.id() + " has ended without a result");
            }
            tally.done++;
            durations.add(transfer.info().timeline().total());
            connections += transfer.info().newConnections();
            String problem = check.problem(result);
            if (problem != null) {
                tally.failed++;
                problem(problem);
            }
            multi.remove(transfer);
        }
    }

    private void problem(String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** Processor time of this thread, or -1 where the system does not tell. */
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads.getCurrentThreadCpuTime()
                : -1;
    }
}
