package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.benchmarks.load.LoadResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResultTableTest {

    @Test
    void the_ratio_is_the_median_of_the_ratios_within_each_round() {
        Outcome outcome = new Outcome(Workload.W1, List.of(ClientKind.SACT_EPOLL, ClientKind.LIBCURL));
        double[][] cpu = {{10, 20}, {10, 40}, {30, 40}};
        for (int round = 0; round < cpu.length; round++) {
            outcome.add(ClientKind.SACT_EPOLL, sample(ClientKind.SACT_EPOLL, round + 1, cpu[round][0]));
            outcome.add(ClientKind.LIBCURL, sample(ClientKind.LIBCURL, round + 1, cpu[round][1]));
        }
        assertThat(new ResultTable(outcome).text().lines().toList().get(3))
                .startsWith("sact-epoll ")
                .contains(" 10.0 ", " 10.0–30.0 ")
                .endsWith(" 0.50     -");
    }

    @Test
    void a_ratio_needs_a_round_that_both_have() {
        Outcome outcome = new Outcome(Workload.W1, List.of(ClientKind.SACT_EPOLL, ClientKind.WRK));
        outcome.add(ClientKind.SACT_EPOLL, sample(ClientKind.SACT_EPOLL, 1, 10));
        outcome.add(ClientKind.WRK, sample(ClientKind.WRK, 2, 10));
        assertThat(new ResultTable(outcome).text().lines().toList().get(3)).endsWith("     -     -");
    }

    @Test
    void who_has_no_samples_is_shown_with_the_reason() {
        Outcome outcome = new Outcome(Workload.W7_HANDSHAKE, List.of(ClientKind.SACT_NIO, ClientKind.WRK));
        outcome.leaveOut(ClientKind.SACT_NIO, "not there yet: TLS");
        outcome.leaveOut(ClientKind.WRK, "-");
        assertThat(new ResultTable(outcome).text()).contains("sact-nio     not there yet: TLS\n", "wrk          -\n");
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void no_line_is_wider_than_a_terminal_not_even_with_large_figures_and_long_reasons(Workload workload) {
        Outcome outcome = new Outcome(workload, List.of(ClientKind.values()));
        for (ClientKind client : ClientKind.values()) {
            for (int round = 1; round <= 2; round++) {
                LoadResult large = new LoadResult(
                        1,
                        0,
                        5.0,
                        250_000.0 * round,
                        1e6 * round,
                        999_999.0,
                        1_500_000.0,
                        103_000.0 * round,
                        "heap_103000_and_outside_12");
                outcome.add(client, Sample.of(workload, client, round, large));
            }
            outcome.remark(client.id() + " " + "was not steady ".repeat(20) + "x".repeat(200));
        }
        outcome.leaveOut(ClientKind.WRK, "-");
        assertThat(new ResultTable(outcome).text().lines())
                .hasSizeGreaterThan(ClientKind.values().length)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ResultTable.WIDTH));
    }

    private static Sample sample(ClientKind client, int round, double cpu) {
        return Sample.of(
                Workload.W1, client, round, new LoadResult(100, 0, 1.0, cpu * 100, null, 1.0, 2.0, null, null));
    }
}
