package io.github.socketaction.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.BackendProvider;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.testkit.NginxServer;
import io.github.socketaction.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own clients run for a moment, with few connections: that they run at all, and count right. */
class SactLoadTest {

    private static final double MOMENT = 0.3;

    @ParameterizedTest
    @ValueSource(strings = {"sact-nio", "sact-epoll"})
    void a_busy_client_is_warmed_and_measured(String client) throws Exception {
        assumeAvailable(client);
        NginxServer nginx = NginxServer.start().serve("small", new byte[100]);
        try {
            LoadRun run = run(client, LoadKind.BUSY, 8, 0, nginx.url("small"));
            assertThat(run.warm(200, 10)).startsWith("warm ");
            LoadResult result = run.measure(MOMENT, MOMENT);
            assertThat(result.requests()).isGreaterThan(100);
            assertThat(result.failed()).isZero();
            assertThat(result.seconds()).isGreaterThanOrEqualTo(MOMENT);
            assertThat(result.allocatedBytes()).isPositive();
            assertThat(result.p50Micros()).isPositive();
            assertThat(result.p99Micros()).isGreaterThanOrEqualTo(result.p50Micros());
        } finally {
            nginx.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sact-nio", "sact-epoll"})
    void idle_connections_are_really_opened(String client) throws Exception {
        assumeAvailable(client);
        NginxServer nginx = NginxServer.start().serve("small", new byte[100]);
        try {
            LoadResult result =
                    run(client, LoadKind.MEMORY, 0, 200, nginx.url("small")).measure(0, 0);
            assertThat(result.requests()).isGreaterThanOrEqualTo(200);
            assertThat(result.bytesPerConnection()).isNotNull();
        } finally {
            nginx.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sact-nio", "sact-epoll"})
    void wrong_answers_are_counted_as_failed(String client) throws Exception {
        assumeAvailable(client);
        NginxServer nginx = NginxServer.start();
        try {
            LoadResult result =
                    run(client, LoadKind.BUSY, 2, 0, nginx.url("missing")).measure(0, MOMENT);
            assertThat(result.requests()).isPositive();
            assertThat(result.failed()).isEqualTo(result.requests());
        } finally {
            nginx.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sact-nio", "sact-epoll"})
    void lateness_is_measured_from_the_time_limit(String client) throws Exception {
        assumeAvailable(client);
        try (ScriptedServer silent = ScriptedServer.serving(connection -> connection.stall())) {
            LoadResult result = run(client, LoadKind.TIMEOUTS, 5, 0, "http://127.0.0.1:" + silent.port() + "/")
                    .measure(0, 0);
            assertThat(result.requests()).isEqualTo(5);
            assertThat(result.failed()).isZero();
            assertThat(result.seconds()).isGreaterThanOrEqualTo(1);
            assertThat(result.p99Micros()).isLessThan(900_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sact-group1", "sact-group2"})
    void a_group_is_counted_like_a_single_multi(String client) throws Exception {
        assumeAvailable("sact-epoll");
        NginxServer nginx = NginxServer.start().serve("small", new byte[100]);
        try {
            LoadResult result =
                    run(client, LoadKind.BUSY, 4, 0, nginx.url("small")).measure(0.05, MOMENT);
            assertThat(result.requests()).isPositive();
            assertThat(result.failed()).isZero();
        } finally {
            nginx.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sact-nio", "sact-epoll"})
    void churn_counts_what_was_added_and_removed(String client) throws Exception {
        assumeAvailable(client);
        LoadResult result =
                run(client, LoadKind.CHURN, 64, 0, "http://127.0.0.1:1/").measure(0, 0.05);
        assertThat(result.requests()).isPositive();
        assertThat(result.requests() % 64).isZero();
    }

    private static LoadRun run(String client, LoadKind kind, int connections, int idle, String url) {
        LoadSettings settings = new LoadSettings(client, kind, connections, idle, 0, List.of(url), List.of(url));
        Tally tally = new Tally(kind);
        return new LoadRun(settings, tally, Loads.make(settings, tally));
    }

    private static void assumeAvailable(String client) {
        for (BackendProvider provider : Backends.all()) {
            if (client.equals("sact-" + provider.name())) {
                String reason = provider.unavailableReason();
                Assumptions.assumeTrue(reason == null, provider.name() + " is unavailable, because " + reason);
            }
        }
    }
}
