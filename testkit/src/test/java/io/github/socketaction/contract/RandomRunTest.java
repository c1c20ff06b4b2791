package io.github.socketaction.contract;

import io.github.socketaction.testkit.Verifies;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of transfers against a network, an application and a system that do everything at random. */
class RandomRunTest {

    private static final int TRANSFERS = Integer.getInteger("socketaction.random.transfers", 5_000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Verifies({"C1", "C9"})
    void every_transfer_of_a_random_run_completes_once_or_is_removed(long base) {
        long seed = base + Long.getLong("socketaction.random.seed", 0L);
        System.out.println("random run with seed " + seed + " (-Dsocketaction.random.seed=" + (seed - base) + ")");
        new RandomRun(seed, TRANSFERS).run();
    }

    /** Only by the profile "soak": a million transfers from one seed, in runs that each begin with an empty world. */
    @Test
    @EnabledIfSystemProperty(named = "socketaction.soak.transfers", matches = "[0-9]+")
    @Verifies({"C1", "C9"})
    void every_transfer_of_a_soak_completes_once_or_is_removed_and_nothing_leaks() {
        int left = Integer.getInteger("socketaction.soak.transfers", 0);
        long seed = Long.getLong("socketaction.soak.seed", new SplittableRandom().nextLong());
        System.out.println("soak of " + left + " transfers with -Dsocketaction.soak.seed=" + seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        long start = System.nanoTime();
        while (left > 0) {
            int transfers = Math.min(left, 10_000);
            new RandomRun(seeds.nextLong(), transfers).run();
            left -= transfers;
        }
        System.out.println("soak ended after " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }
}
