package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backends;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.testkit.ScriptedConnection;
import io.github.socketaction.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {

    @Test
    void it_runs_and_verifies_what_it_was_asked_for() {
        Sact demo = Sact.run("demo", "--transfers", "50");
        assertThat(demo.code()).isZero();
        assertThat(demo.err()).isEmpty();
        assertThat(demo.out())
                .contains("sact demo: 50 transfers at a time")
                .containsPattern("transfers +50 +every byte verified")
                .containsPattern("failed or lost +0\n")
                .containsPattern("connections +50\n")
                .containsPattern("REMOVE +50\n");
        assertThat(demo.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void it_uses_connections_again_when_fewer_run_at_a_time() {
        Sact demo = Sact.run("demo", "--transfers", "40", "--parallel", "4", "--backend", "nio");
        assertThat(demo.code()).isZero();
        assertThat(demo.out()).contains("4 transfers at a time").containsPattern("connections +[4-8]\n");
    }

    @Test
    void it_shows_its_progress_on_a_terminal() {
        assertThat(Sact.run(false, true, "demo", "--transfers", "5").err())
                .contains("5/5 done, 0 failed,")
                .endsWith("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--foo, option --foo: is unknown",
        "--transfers, option --transfers: requires parameter",
        "--backend, option --backend: requires parameter"
    })
    void options_that_cannot_be_understood_are_2(String arg, String problem) {
        Sact demo = Sact.run("demo", arg);
        assertThat(demo.code()).isEqualTo(2);
        assertThat(demo.err()).isEqualTo("sact: " + problem + "\nsact: try 'sact demo --help' for more information\n");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "1000000, true", "1000001, false", "x, false", "-1, false"})
    void the_number_of_transfers_is_bounded(String number, boolean accepted) {
        boolean parsed;
        try {
            parsed = DemoOptions.parse(new String[] {"demo", "--transfers", number})
                            .transfers()
                    > 0;
        } catch (UsageException e) {
            parsed = false;
        }
        assertThat(parsed).isEqualTo(accepted);
    }

    @Test
    void an_unknown_backend_is_2() {
        assertThat(Sact.run("demo", "--backend", "none-such").code()).isEqualTo(2);
    }

    @Test
    void a_server_that_sends_the_right_bytes_passes() throws IOException {
        DemoResult result = against("right");
        assertThat(result.problems()).isEmpty();
        assertThat(result.isGood()).isTrue();
        assertThat(result.tally().done).isEqualTo(8);
        assertThat(result.durations().percentile(50))
                .isPositive()
                .isLessThanOrEqualTo(result.durations().percentile(99));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one wrong byte", "one byte too few", "one byte too many", "another's body", "cut off"})
    void a_server_that_sends_anything_else_is_noticed(String defect) throws IOException {
        DemoResult result = against(defect);
        assertThat(result.isGood()).isFalse();
        assertThat(result.tally().failed).isEqualTo(1);
        assertThat(result.problems()).hasSize(1).first().asString().startsWith("/6/");
    }

    @Test
    void a_lost_transfer_is_not_good() {
        Tally tally = new Tally(3);
        tally.done = 2;
        DemoResult result =
                new DemoResult("nio", 3, tally, List.of(), 2, new CallbackCounts(), -1, 1_000_000, new Durations(3));
        assertThat(result.isGood()).isFalse();
        assertThat(DemoReport.of(result)).containsPattern("failed or lost +1\n").containsPattern("CPU.* unknown");
    }

    @Test
    void the_report_fits_a_terminal_with_large_numbers() {
        Tally tally = new Tally(1_000_000);
        tally.done = 1_000_000;
        tally.received = 102_400_000_000L;
        CallbackCounts counts = new CallbackCounts();
        counts.count(PollAction.REMOVE);
        counts.timerCallbacks = 999_999_999;
        counts.wakeups = 999_999_999;
        Durations durations = new Durations(1);
        durations.add(3_600_000_000_000L);
        long hour = 3_600_000_000_000L;
        DemoResult result =
                new DemoResult("kqueue", 1_000_000, tally, List.of(), 1_000_000, counts, hour, hour, durations);
        assertThat(DemoReport.of(result).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void percentiles_are_the_nearest_rank() {
        Durations durations = new Durations(200);
        assertThat(durations.percentile(50)).isZero();
        for (int i = 200; i > 0; i--) {
            durations.add(i);
        }
        assertThat(durations.percentile(50)).isEqualTo(100);
        assertThat(durations.percentile(99)).isEqualTo(198);
        assertThat(durations.percentile(100)).isEqualTo(200);
        assertThat(durations.percentile(0)).isEqualTo(1);
    }

    @Test
    void sizes_vary_up_to_the_limit_and_include_the_extremes() {
        assertThat(DemoBody.size(0)).isZero();
        assertThat(DemoBody.size(2)).isEqualTo(DemoBody.MAX_SIZE);
        for (int number = 0; number < 10_000; number++) {
            assertThat(DemoBody.size(number)).isBetween(0, DemoBody.MAX_SIZE);
        }
    }

    /** Runs eight transfers against a server that is wrong in the seventh, if at all. */
    private static DemoResult against(String defect) throws IOException {
        try (ScriptedServer server = ScriptedServer.serving(connection -> serve(connection, defect))) {
            PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            Terminal terminal = new Terminal(Channels.newChannel(new ByteArrayOutputStream()), err, false, false);
            DemoOptions options = new DemoOptions(8, 2, null, false);
            return new DemoRun("http://127.0.0.1:" + server.port(), Backends.best(), options, terminal).run();
        }
    }

    private static void serve(ScriptedConnection connection, String defect) throws IOException {
        for (String request = connection.readRequest(); !request.isEmpty(); request = connection.readRequest()) {
            boolean isDefective = request.startsWith("GET /6/");
            int number = Integer.parseInt(request.split("/", 3)[1]);
            int size = DemoBody.size(number);
            byte[] body = new byte[size + 1];
            ByteBuffer right = DemoBody.bytes(isDefective && defect.equals("another's body") ? 7 : number, size);
            right.get(body, 0, size);
            int length = size;
            if (isDefective && defect.equals("one wrong byte")) {
                body[size / 2] ^= 1;
            } else if (isDefective && defect.equals("one byte too few")) {
                length--;
            } else if (isDefective && defect.equals("one byte too many")) {
                length++;
            }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
            if (isDefective && defect.equals("cut off")) {
                return;
            }
            connection.write(Arrays.copyOf(body, length));
        }
    }
}
