package io.github.socketaction.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A script of thousands of random operations has the same sets of ready sockets over every backend, and they are those
 * of a model. Give {@code -Dreadiness.seed} for another script.
 */
@Timeout(120)
class SameReadinessTest {

    private static final int OPERATIONS = 5_000;
    private static final long SEED = Long.getLong("readiness.seed", 67);

    @Test
    @Verifies({"B9", "B10", "B12", "B13", "B16", "B17", "B18", "B19", "B20", "B21", "B24", "B35"})
    void a_random_script_finds_the_same_sockets_ready_over_epoll_and_nio() throws IOException {
        List<String> byNio = run("nio");
        assertThat(byNio).as("sets compared").hasSizeGreaterThan(OPERATIONS / 10);
        assertThat(run("epoll")).as("seed %d", SEED).isEqualTo(byNio);
    }

    @Test
    @Verifies({"B9", "B10"})
    void the_script_has_every_operation_and_every_kind_of_readiness() throws IOException {
        List<String> sets = run("nio");
        assertThat(sets).anyMatch(set -> set.equals("{}"));
        assertThat(sets).anyMatch(set -> set.contains("=1")).anyMatch(set -> set.contains("=2"));
        assertThat(sets).anyMatch(set -> set.contains("=3"));
    }

    private static List<String> run(String name) throws IOException {
        Backend backend = Here.backend(name);
        try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                ReadinessScript script = new ReadinessScript(SEED, backend, server)) {
            return script.run(OPERATIONS);
        }
    }
}
