package io.github.socketaction.testkit;

import io.github.socketaction.testkit.LoopRun.Round;
import io.github.socketaction.transfer.Transfer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a loop handles the timer. */
public interface LoopTimerRules extends LoopRules {

    @Test
    @Verifies("LC1")
    default void a_timer_of_zero_is_answered_as_soon_as_the_loop_comes_around() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.TIMER_ZERO, bench.plain());
    }

    @Test
    @Verifies("LC4")
    default void a_timer_is_answered_when_its_time_has_come() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.TIMER_FIRES, bench.plain(), bench.timeLimit(150), bench.timeLimit(50));
    }

    @Test
    @Verifies("LC5")
    default void a_timer_replaces_the_one_before() throws Exception {
        LoopBench bench = loopBench();
        LoopWorld world = bench.world();
        Round replaced = Round.of(LoopRule.TIMER_REPLACED, (run, multi) -> {
            Transfer slow = run.get(
                    multi,
                    world.url(LoopScript.STALL),
                    builder -> builder.totalTimeout(Duration.ofSeconds(20)),
                    transfer -> {});
            // Added inside a callback, so that no timer of 0 comes between the two.
            run.get(
                    multi,
                    world.url(LoopScript.SOON),
                    builder -> builder,
                    soon -> run.get(
                            multi,
                            world.url(LoopScript.STALL),
                            builder -> builder.totalTimeout(Duration.ofMillis(100)),
                            ended -> {
                                multi.remove(slow);
                                run.givenUp();
                            }));
        });
        bench.judge(LoopRule.TIMER_REPLACED, bench.plain(), bench.timeLimit(100), replaced);
    }

    @Test
    @Verifies("LC6")
    default void a_timer_that_was_deleted_or_has_fired_does_not_fire() throws Exception {
        LoopBench bench = loopBench();
        LoopWorld world = bench.world();
        Round deleted = Round.of(null, (run, multi) -> {
            run.get(
                    multi,
                    world.url(LoopScript.OK),
                    builder -> builder.totalTimeout(Duration.ofMillis(150)),
                    transfer -> {});
            run.get(multi, world.url(LoopScript.LATE));
        });
        Round fired = new Round(
                (run, multi) -> {
                    run.get(
                            multi,
                            world.url(LoopScript.STALL),
                            builder -> builder.totalTimeout(Duration.ofMillis(100)),
                            transfer -> {});
                    run.get(multi, world.url(LoopScript.LATE));
                },
                null,
                () -> {},
                () -> {
                    int unasked = bench.monitor().unasked();
                    if (unasked > 0) {
                        bench.monitor().violate(LoopRule.TIMER_DELETED, unasked + " calls without a timer");
                    }
                });
        bench.judge(LoopRule.TIMER_DELETED, deleted, fired);
    }
}
