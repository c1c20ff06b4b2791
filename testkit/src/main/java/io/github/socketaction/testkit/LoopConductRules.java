package io.github.socketaction.testkit;

import io.github.socketaction.testkit.LoopRun.Round;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** When and where a loop acts, and when it rests. */
public interface LoopConductRules extends LoopRules {

    /** Actions that a quiet transfer may cost; a spin makes thousands. */
    int FEW = 50;

    /** How long a loop with a thread of its own is looked at after the last transfer. */
    long QUIET_MILLIS = 100;

    @Test
    @Verifies("LC10")
    default void no_action_is_called_inside_a_callback() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.CALLBACK, bench.plain(), bench.pause(), bench.timeLimit(50));
    }

    @Test
    @Verifies("LC11")
    default void every_action_comes_from_the_thread_of_the_multi() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.THREAD, bench.plain(), bench.timeLimit(50), bench.pause());
    }

    @Test
    @Verifies("LC14")
    default void a_loop_without_transfers_comes_to_rest() throws Exception {
        LoopBench bench = loopBench();
        LoopMonitor monitor = bench.monitor();
        Runnable watch = () -> {
            int before = monitor.actions();
            if (!(bench.world() instanceof MemoryWorld)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS));
            }
            int more = monitor.actions() - before;
            if (more > FEW) {
                monitor.violate(LoopRule.STOPS, more + " actions after the last transfer had ended");
            }
        };
        bench.judge(LoopRule.STOPS, bench.plain(), new Round(bench.plain().start(), null, () -> {}, watch));
    }

    @Test
    @Verifies("LC15")
    default void a_loop_with_nothing_to_do_rests() throws Exception {
        LoopBench bench = loopBench();
        Quiet quiet = new Quiet(bench.monitor());
        Round late = new Round(
                (run, multi) -> run.get(
                        multi,
                        bench.world().url(LoopScript.LATE),
                        builder -> builder.totalTimeout(Duration.ofSeconds(15)),
                        transfer -> {}),
                LoopRule.SPINS,
                quiet::begin,
                quiet::end);
        bench.judge(LoopRule.SPINS, bench.plain(), late);
    }

    /** Measures a loop that ought to rest: its actions, and the time of the processor. */
    final class Quiet {

        private final LoopMonitor monitor;
        private int actions;
        private long cpuNanos;

        Quiet(LoopMonitor monitor) {
            this.monitor = monitor;
        }

        void begin() {
            actions = monitor.actions();
            cpuNanos = cpuNanos();
        }

        void end() {
            int more = monitor.actions() - actions;
            if (more > FEW) {
                monitor.violate(LoopRule.SPINS, more + " actions for a transfer that waited");
            }
            long millis = (cpuNanos() - cpuNanos) / 1_000_000;
            if (millis > LoopScript.WHILE_MILLIS / 2) {
                monitor.violate(
                        LoopRule.SPINS,
                        millis + " ms of the processor in " + LoopScript.WHILE_MILLIS + " ms of waiting");
            }
        }

        /** What the loop's thread has used so far; always the same for a virtual thread, which has no such number. */
        private long cpuNanos() {
            Thread owner = monitor.owner();
            return owner == null ? 0 : ManagementFactory.getThreadMXBean().getThreadCpuTime(owner.getId());
        }
    }
}
