package io.github.socketaction.cli;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the transfers of a command, one after the other or some at a time, and says how they ended. */
final class TransferRunner {

    private static final int DEFAULT_PARALLEL_MAX = 50;
    private static final int MOST_PARALLEL = 65_535;

    private final CommandLine line;
    private final Terminal terminal;
    private final JobFactory jobs;
    private final boolean parallel;
    private final int atATime;
    private final boolean tellsErrors;
    private final int count;
    private final Tally tally;
    private final @Nullable WriteOut writeOut;
    private ProgressMeter meter;

    /** The transfer added last; the only one running when they run one after the other. */
    private @Nullable Transfer newest;

    private int running;
    private int nextUrl;
    private int exitCode;

    /**
     * A runner.
     *
     * @param environment the variables of the process
     * @throws UsageException when an option cannot be understood, or a header cannot be sent
     * @throws ValueException when the value of an option cannot be used
     */
    TransferRunner(CommandLine line, Map<String, String> environment, Terminal terminal) {
        this.line = line;
        this.terminal = terminal;
        jobs = new JobFactory(line, environment, terminal);
        String format = line.text(Option.WRITE_OUT);
        writeOut = format == null ? null : new WriteOut(format, terminal);
        parallel = line.has(Option.PARALLEL);
        atATime = parallel ? parallelMax(line.number(Option.PARALLEL_MAX, DEFAULT_PARALLEL_MAX)) : 1;
        tellsErrors = !line.has(Option.SILENT) || line.has(Option.SHOW_ERROR);
        count = line.urls().size();
        tally = new Tally(count);
        meter = meter(parallel && showsMeterForAll());
    }

    /** Runs everything and answers with the exit code: that of the last transfer, or in parallel of the last failed. */
    int run(Backend backend) {
        try (EventLoop loop = new EventLoop(backend)) {
            Multi multi = loop.multi();
            addMore(multi);
            while (running > 0) {
                loop.perform();
                reap(multi);
                addMore(multi);
                if (running > 0) {
                    showProgress();
                    loop.poll(meter.pollMillis());
                }
            }
        }
        if (parallel) {
            meter.endOverall(tally);
        }
        return exitCode;
    }

    private void addMore(Multi multi) {
        while (running < atATime && nextUrl < count) {
            int index = nextUrl++;
            OutputTarget target = jobs.target(index);
            if (target == null) {
                String problem =
                        "Remote file name has no length: " + line.urls().get(index);
                ended(new TransferResult(ResultCode.WRITE_ERROR, problem, null));
                continue;
            }
            if (!parallel) {
                meter = meter(showsMeter(target));
            }
            TransferJob job = jobs.job(index, target, tally);
            try {
                newest = multi.add(jobs.options(index, job));
            } catch (ValueException e) {
                ended(new TransferResult(e.code(), String.valueOf(e.getMessage()), null));
                continue;
            }
            newest.attach(job);
            running++;
        }
    }

    private void reap(Multi multi) {
        for (Transfer transfer = multi.infoRead(); transfer != null; transfer = multi.infoRead()) {
            TransferResult result = transfer.result();
            if (result == null || !(transfer.attachment() instanceof TransferJob job)) {
                throw new IllegalStateException("transfer " + transfer.id() + " has ended without a result");
            }
            if (!parallel) {
                meter.endSingle(job.received(), transfer.info().downloadLength());
            }
            TransferResult finished = job.finish(result);
            ended(finished);
            writeOut(job.report(transfer, finished));
            running--;
            multi.remove(transfer);
        }
    }

    private void ended(TransferResult result) {
        tally.done++;
        if (!result.isOk()) {
            tally.failed++;
            if (tellsErrors) {
                terminal.say("sact: (" + result.code().number() + ") " + result.message());
            }
        }
        if (!result.isOk() || !parallel) {
            exitCode = result.code().number();
        }
    }

    private void writeOut(TransferReport report) {
        if (writeOut == null) {
            return;
        }
        try {
            writeOut.print(report);
        } catch (IOException e) {
            exitCode = ResultCode.WRITE_ERROR.number();
            terminal.say("sact: (" + exitCode + ") Failure writing output to stdout: " + e.getMessage());
        }
    }

    private void showProgress() {
        if (parallel) {
            meter.overall(tally);
        } else if (newest != null && newest.attachment() instanceof TransferJob job) {
            meter.single(job.received(), newest.info().downloadLength());
        }
    }

    private ProgressMeter meter(boolean shown) {
        return new ProgressMeter(terminal, System::nanoTime, shown);
    }

    private boolean showsMeterForAll() {
        for (int i = 0; i < count; i++) {
            if (goesToTerminal(line.destination(i).kind() == Destination.Kind.STDOUT)) {
                return false;
            }
        }
        return showsAnyMeter();
    }

    private boolean showsMeter(OutputTarget target) {
        return showsAnyMeter() && !goesToTerminal(target.isStdout());
    }

    private boolean showsAnyMeter() {
        return terminal.errIsTerminal() && !line.has(Option.SILENT) && line.has(Option.PROGRESS_METER);
    }

    private boolean goesToTerminal(boolean toStdout) {
        return toStdout && terminal.outIsTerminal();
    }

    /** As in curl: 0 is the default, and too many are cut. */
    static int parallelMax(long asked) {
        return asked < 1 ? DEFAULT_PARALLEL_MAX : (int) Math.min(asked, MOST_PARALLEL);
    }
}
