package io.github.socketaction.testkit;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One loop through the rounds of one test. A round starts transfers and is over when all of them have completed. */
final class LoopRun {

    private static final long PAUSE_NANOS = 1_000_000;

    /** Whether a loop polls again and again while time stands still, and with what. */
    enum Spin {
        NONE,
        NOTHING_READY,
        READY
    }

    /** What a round adds; runs on the loop's thread. */
    interface Start {
        void add(LoopRun run, Multi multi);
    }

    /** Makes the loop; runs on the thread that runs it. */
    interface Factory {
        LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws Exception;
    }

    /**
     * One round.
     *
     * @param start what it adds
     * @param suspect the rule that is broken if this round, and none before, does not come to its end; null to find out
     * @param before done before it, on the thread that runs the loop
     * @param after done after it
     */
    record Round(Start start, @Nullable LoopRule suspect, Runnable before, Runnable after) {

        static Round of(@Nullable LoopRule suspect, Start start) {
            return new Round(start, suspect, () -> {}, () -> {});
        }
    }

    private final LoopWorld world;
    private final LoopMonitor monitor;
    private final Factory factory;
    private final MultiOptions options;
    private final List<Round> rounds;
    private final long patienceNanos;
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean started;
    private volatile @Nullable Round current;
    private volatile boolean finished;
    private long lastCalls = -1;
    private long lastProgress;
    private long brokenSince = -1;

    LoopRun(
            LoopWorld world,
            LoopMonitor monitor,
            Factory factory,
            UnaryOperator<MultiOptions.Builder> more,
            Duration patience,
            List<Round> rounds) {
        this.world = world;
        this.monitor = monitor;
        this.factory = factory;
        this.rounds = rounds;
        options = more.apply(world.options()).observer(monitor).build();
        patienceNanos = patience.toNanos();
        lastProgress = world.nanoTime();
    }

    /** Does everything. Called by the world, on the thread that is to run the loop. */
    void all() throws Exception {
        LoopUnderTest loop = factory.newLoop(world, options);
        try {
            for (Round round : rounds) {
                round.before.run();
                current = round;
                started = false;
                loop.run(() -> {
                    monitor.begin();
                    round.start.add(this, loop.multi());
                    started = true;
                });
                awaitEnd();
                round.after.run();
            }
            finished = true;
        } catch (LoopStopped e) {
            explain(Spin.NONE);
            throw e;
        } finally {
            loop.close();
        }
    }

    /** Waits for a loop with a thread of its own; in memory there is none, and nothing to wait for. */
    private void awaitEnd() {
        while (!isRoundOver()) {
            if (world instanceof MemoryWorld) {
                throw new LoopStopped("it returned though transfers are running");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            checkAlive(Spin.NONE);
        }
    }

    /** Adds a transfer without time limits and without a body callback. */
    Transfer get(Multi multi, String url) {
        return get(multi, url, builder -> builder, transfer -> {});
    }

    /** Adds a transfer with options and with something to do at its end. */
    Transfer get(Multi multi, String url, UnaryOperator<TransferOptions.Builder> more, Consumer<Transfer> whenDone) {
        added.incrementAndGet();
        return multi.add(more.apply(TransferOptions.builder(url).connectTimeout(Duration.ZERO))
                .onDone(transfer -> {
                    whenDone.accept(transfer);
                    done.incrementAndGet();
                })
                .build());
    }

    /** A transfer that was added will not complete, because the test removes it. */
    void givenUp() {
        done.incrementAndGet();
    }

    /** Whether all rounds came to their end. */
    boolean isFinished() {
        return finished;
    }

    private boolean isRoundOver() {
        return started && done.get() == added.get();
    }

    /**
     * Ends a loop in which nothing happens any more, or which is known to be broken and goes on.
     *
     * @throws LoopStopped to do so
     */
    synchronized void checkAlive(Spin spin) {
        monitor.checkOverdue();
        long now = world.nanoTime();
        long calls = monitor.calls();
        if (calls != lastCalls && !isRoundOver()) {
            lastCalls = calls;
            lastProgress = now;
        }
        if (brokenSince < 0 || monitor.violations().isEmpty()) {
            brokenSince = now;
        }
        boolean silent = now - lastProgress > patienceNanos || now - brokenSince > patienceNanos / 4;
        if (spin == Spin.NONE && !silent) {
            return;
        }
        explain(spin);
        monitor.stop(silent ? "nothing goes on any more" : "it spins");
        throw new LoopStopped(silent ? "nothing goes on any more" : "it spins");
    }

    /** Finds the rule that is broken, while everything is still as the loop left it. */
    private void explain(Spin spin) {
        LoopRule suspect = suspect();
        if (!monitor.violations().isEmpty()) {
            return; // what is seen now is only a consequence
        }
        if (isRoundOver()) {
            monitor.violate(LoopRule.STOPS, "run() did not return");
        } else if (spin == Spin.NONE) {
            monitor.stuck(suspect);
        } else {
            monitor.violate(
                    suspect == null || spin == Spin.NOTHING_READY ? LoopRule.SPINS : suspect,
                    "poll after poll without rest");
        }
    }

    private @Nullable LoopRule suspect() {
        Round round = current;
        return round == null ? null : round.suspect;
    }
}
