package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.LoopRun.Round;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What a test of {@link LoopConformance} works with: the world, the monitor, and the judgement. */
public final class LoopBench {

    private final LoopWorld world;
    private final LoopMonitor monitor;
    private final LoopRun.Factory factory;
    private final Duration patience;
    private final Predicate<String> excused;

    /**
     * A bench.
     *
     * @param excused says for a rule's number whether the loop cannot keep it and has said so
     */
    LoopBench(
            LoopWorld world, LoopRun.Factory factory, Duration lateness, Duration patience, Predicate<String> excused) {
        this.world = world;
        this.excused = excused;
        this.factory = factory;
        this.patience = patience;
        monitor = new LoopMonitor(world::nanoTime, lateness.toNanos());
    }

    LoopWorld world() {
        return world;
    }

    LoopMonitor monitor() {
        return monitor;
    }

    /** A round that every loop gets through which keeps the basic rules. */
    Round plain() {
        return plain(null);
    }

    /** The same, with the rule that is broken if it does not end though all before did. */
    Round plain(@Nullable LoopRule suspect) {
        return Round.of(suspect, (run, multi) -> run.get(multi, world.url(LoopScript.OK)));
    }

    /** A round that ends by a time limit. */
    Round timeLimit(long millis) {
        return Round.of(
                null,
                (run, multi) -> run.get(
                        multi,
                        world.url(LoopScript.STALL),
                        builder -> builder.totalTimeout(Duration.ofMillis(millis)),
                        transfer -> {}));
    }

    /** A round in which a transfer pauses itself while more arrives for it, and is unpaused by the end of another. */
    Round pause() {
        return Round.of(null, (run, multi) -> {
            SelfPausing body = new SelfPausing();
            run.get(multi, world.url(LoopScript.LATE), builder -> builder, late -> body.goOn());
            run.get(multi, world.url(LoopScript.DRIP), builder -> builder.onBody(body), transfer -> {});
        });
    }

    /** Runs the rounds and judges one rule. */
    void judge(LoopRule rule, Round... rounds) throws Exception {
        judge(rule, options -> options, rounds);
    }

    /** Runs the rounds with a multi of certain options and judges one rule. */
    void judge(LoopRule rule, UnaryOperator<MultiOptions.Builder> options, Round... rounds) throws Exception {
        LoopRun run = new LoopRun(world, monitor, factory, options, patience, List.of(rounds));
        try {
            world.drive(run);
        } catch (Exception | Error e) {
            if (monitor.violations().isEmpty() && !(e instanceof LoopStopped)) {
                throw e;
            }
        }
        Map<LoopRule, String> violations = monitor.violations();
        for (Map.Entry<LoopRule, String> each : violations.entrySet()) { // the basic ones come first
            if (each.getKey() == rule) {
                throw new AssertionError(rule.message(each.getValue()));
            }
            boolean basic = each.getKey().compareTo(rule) < 0
                    && !excused.test(each.getKey().number());
            if (basic || !run.isFinished()) {
                Assumptions.abort(rule.number() + " cannot be judged before this is mended: "
                        + each.getKey().message(each.getValue()));
            }
        }
        if (!run.isFinished()) {
            throw new AssertionError(rule.number() + " cannot be judged: the loop came to no end, for a reason that the"
                    + " kit does not know");
        }
    }
}
