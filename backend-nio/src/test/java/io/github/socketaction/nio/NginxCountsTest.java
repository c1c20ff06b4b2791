package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.NginxServer;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What transfers against a real server cost, in things that can be counted. Needs nginx. */
final class NginxCountsTest {

    private static final int BODY = 100;

    /** What a transfer may allocate: its two objects, 192 bytes, and what the JDK's selector makes for an event, 16. */
    private static final long BYTES_A_TRANSFER = 216;

    private static final long BYTES_AN_IDLE_CONNECTION = 1_536;

    private static final int IDLE = 1_000;

    /**
     * Bytes a transfer by which it may differ: the selector of the JDK makes an Integer of a descriptor's number, which is
     * an object from 128 on, and compiling at another moment may add one or two. A single byte for each idle connection
     * would be more than ten times as much.
     */
    private static final long SLACK = 64;

    private static NginxServer nginx;

    @BeforeAll
    static void start_nginx() {
        nginx = NginxServer.start().serve("small", new byte[BODY]);
    }

    @AfterAll
    static void stop_nginx() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void sixty_four_concurrent_gets_cost_two_socket_callbacks_and_one_timer_callback_each_at_most() throws Exception {
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"))) {
            load.run(64, 64);
            assertThat(load.failures).isZero();
            assertThat(load.bodyBytes).isEqualTo(64 * BODY);
            assertThat(load.socketCallbacks).isLessThanOrEqualTo(2 * 64);
            assertThat(load.timerCallbacks).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void kept_alive_connections_serve_further_gets_without_any_socket_callback() throws Exception {
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"))) {
            load.run(64, 64);
            load.run(6_400, 64);
            assertThat(load.failures).isZero();
            assertThat(load.multi().counts().connections()).isEqualTo(64);
            assertThat(load.socketCallbacks).isZero();
            assertThat(load.timerCallbacks).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void a_transfer_allocates_nothing_but_its_own_objects() throws Exception {
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"))) {
            load.run(20_000, 64);
            load.run(10_000, 64);
            assertThat(load.failures).isZero();
            assertThat(load.allocatedBytes / 10_000).isLessThanOrEqualTo(BYTES_A_TRANSFER);
        }
    }

    @Test
    @Verifies({"X29", "B40"})
    void a_get_beside_a_thousand_kept_connections_costs_the_same_callbacks_and_bytes_as_alone() throws Exception {
        assumeDescriptors(IDLE + 1_000);
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"))) {
            long alone = leastBytesAGet(load);
            long timerCallbacks = load.timerCallbacks;
            assertThat(load.socketCallbacks).isZero();
            assertThat(load.multi().counts().idleConnections()).isEqualTo(1);
            load.run(IDLE, IDLE);
            long among = leastBytesAGet(load);
            System.out.printf("nio, a get alone: %d bytes, beside %d connections: %d%n", alone, IDLE, among);
            assertThat(load.multi().counts().idleConnections()).isEqualTo(IDLE);
            assertThat(load.failures).isZero();
            assertThat(load.socketCallbacks).isZero();
            assertThat(load.timerCallbacks).isEqualTo(timerCallbacks);
            assertThat(among).isLessThanOrEqualTo(alone + SLACK);
        }
    }

    /** The least of some runs of one get after another, because the first ones are not compiled yet. */
    private static long leastBytesAGet(KeepAliveCost load) throws IOException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 15; i++) {
            load.run(1_000, 1);
            least = Math.min(least, load.allocatedBytes / 1_000);
        }
        return least;
    }

    @Test
    void five_thousand_connections_at_once_complete_and_then_idle_on_little_heap() throws Exception {
        assumeDescriptors(6_000);
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"))) {
            load.run(256, 64);
            long before = usedHeap();
            load.run(5_000, 5_000);
            assertThat(load.failures).isZero();
            assertThat(load.bodyBytes).isEqualTo(5_000 * BODY);
            int idle = load.multi().counts().idleConnections();
            assertThat(idle).isEqualTo(5_000);
            assertThat((usedHeap() - before) / (idle - 64)).isLessThanOrEqualTo(BYTES_AN_IDLE_CONNECTION);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void assumeDescriptors(long needed) {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.UnixOperatingSystemMXBean system) {
            Assumptions.assumeTrue(
                    system.getMaxFileDescriptorCount() >= needed,
                    "needs a limit of " + needed + " open files (ulimit -n), but it is "
                            + system.getMaxFileDescriptorCount());
        }
    }
}
