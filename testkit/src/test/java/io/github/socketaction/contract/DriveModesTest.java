package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.contract.ScriptedWorld.Outcome;
import io.github.socketaction.testkit.Verifies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same scripted transfers, driven in every way there is. */
class DriveModesTest {

    private static final int TRANSFERS = 400;
    private static final long[] SEEDS = {1, 2};

    @ParameterizedTest
    @EnumSource
    @Verifies("M1")
    void every_way_to_drive_a_multi_gives_the_same_bytes_lines_results_and_messages(DriveMode mode) {
        for (long seed : SEEDS) {
            List<Outcome> expected = expected(seed);
            List<TransferScript> scripts = scripts(seed);
            List<Outcome> seen = mode.run(scripts, 4);
            for (int id = 0; id < TRANSFERS; id++) {
                assertThat(seen.get(id))
                        .as("transfer %d of seed %d, driven by %s: %s", id, seed, mode, scripts.get(id))
                        .isEqualTo(expected.get(id));
            }
        }
    }

    @Test
    @Verifies("M1")
    void the_scripts_end_in_many_ways_and_each_once() {
        List<Outcome> outcomes = expected(SEEDS[0]);
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.messages()).isEqualTo(1);
            assertThat(outcome.result()).startsWith("1 ");
        });
        Map<String, Long> codes = new HashMap<>();
        outcomes.forEach(
                outcome -> codes.merge(outcome.result().replaceAll("(?s)^1 ([A-Z_]+).*", "$1"), 1L, Long::sum));
        System.out.println("scripted transfers ended as " + codes);
        assertThat(codes).containsKeys("OK", "PARTIAL_FILE", "GOT_NOTHING", "RECV_ERROR", "OPERATION_TIMEDOUT");
        assertThat(codes.get("OK")).isGreaterThan(TRANSFERS / 2);
    }

    /** What the first way gives. What is right about it is checked by the other tests of the contract. */
    private static List<Outcome> expected(long seed) {
        return DriveMode.RIGHT_EVENTS.run(scripts(seed), 4);
    }

    private static List<TransferScript> scripts(long seed) {
        return IntStream.range(0, TRANSFERS)
                .mapToObj(id -> TransferScript.of(seed, id))
                .toList();
    }
}
