package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {

    @Test
    void without_options_everybody_but_the_groups_does_everything() {
        RunOptions options = RunOptions.parse(List.of());
        assertThat(options.workloads()).containsExactly(Workload.values());
        assertThat(options.clients())
                .containsExactlyElementsOf(Arrays.stream(ClientKind.values())
                        .filter(client -> !client.isGroup())
                        .toList());
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.quick() || options.json() || options.install() || options.help())
                .isFalse();
    }

    @Test
    void lists_choose_and_a_group_stands_for_its_variants() {
        RunOptions options = RunOptions.parse(
                List.of("--workloads", "W6,w7-handshake", "--clients=wrk,sact-nio", "--rounds=1", "--json"));
        assertThat(options.workloads())
                .containsExactly(Workload.W6_MEGABYTE, Workload.W6_GIGABYTE, Workload.W7_HANDSHAKE);
        assertThat(options.clients()).containsExactly(ClientKind.SACT_NIO, ClientKind.WRK);
        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.json()).isTrue();
    }

    @Test
    void quick_has_fewer_rounds_unless_said_otherwise() {
        assertThat(RunOptions.parse(List.of("--quick")).rounds()).isEqualTo(3);
        assertThat(RunOptions.parse(List.of("--quick", "--rounds", "100")).rounds())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --fast               | unknown option --fast
                    W1                   | unknown option W1
                    --workloads          | --workloads needs a value
                    --workloads=W13      | unknown workload 'W13'; there are W1,W2,
                    --workloads=         | unknown workload ''
                    --workloads=W1,W1    | workload W1 is named twice
                    --clients=curl       | unknown client 'curl'; there are sact-epoll, sact-nio, conscrypt
                    --clients=wrk,wrk    | client wrk is named twice
                    --rounds=0           | --rounds needs a number from 1 to 100, not '0'
                    --rounds=101         | --rounds needs a number from 1 to 100, not '101'
                    --rounds=many        | --rounds needs a number from 1 to 100, not 'many'
                    --quick=yes          | --quick takes no value
                    """)
    void what_cannot_be_understood_is_named(String argument, String message) {
        assertThatThrownBy(() -> RunOptions.parse(List.of(argument)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_wrong_option_prints_its_error_and_the_usage_and_runs_nothing() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = SideBySide.run(List.of("--fast"), new PrintStream(out), new PrintStream(err));
        assertThat(code).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("benchmarks/run: unknown option --fast\nusage: benchmarks/run");
    }

    @Test
    void help_goes_to_stdout_names_everything_and_fits_a_terminal() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code =
                SideBySide.run(List.of("--help"), new PrintStream(out), new PrintStream(new ByteArrayOutputStream()));
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(code).isZero();
        assertThat(text).contains("W1,W2,W3", "W12", "--json", "--install", "--quick", "--rounds");
        for (ClientKind client : ClientKind.values()) {
            assertThat(text).contains(client.id());
        }
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
}
