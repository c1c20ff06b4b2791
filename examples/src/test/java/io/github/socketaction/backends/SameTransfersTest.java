package io.github.socketaction.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.socketaction.backends.DrivenWorld.Outcome;
import io.github.socketaction.kqueue.EmulatedBackend;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same scripted transfers over real sockets, by every backend and driven in every way there is. Give {@code
 * -Dtransfers.seed} for other scripts.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameTransfersTest {

    private static final int TRANSFERS = 300;
    private static final long SEED = Long.getLong("transfers.seed", 1);
    private static final String EMULATION = "kqueue, emulated";

    private final List<DrivenScript> scripts = IntStream.range(0, TRANSFERS)
            .mapToObj(id -> DrivenScript.of(SEED, id))
            .toList();
    private List<Outcome> expected = List.of();

    @BeforeAll
    void runOnce() throws IOException {
        expected = Drive.RIGHT_EVENTS.run(backend("nio"), scripts);
    }

    static Stream<Arguments> backendsAndDrives() {
        return Stream.of("nio", "epoll", "kqueue", EMULATION)
                .flatMap(backend -> Stream.of(Drive.values()).map(drive -> Arguments.of(backend, drive)));
    }

    @ParameterizedTest
    @MethodSource("backendsAndDrives")
    @Verifies({"M1", "M2"})
    void every_backend_driven_in_every_way_gives_the_same_bytes_lines_results_and_messages(String name, Drive drive)
            throws IOException {
        Backend backend = backend(name);
        assumeTrue(!drive.hasEdges() || hasEdges(name), name + " has no way to wait for edges");
        List<Outcome> seen = drive.run(backend, scripts);
        for (int id = 0; id < TRANSFERS; id++) {
            assertThat(seen.get(id))
                    .as("transfer %d of seed %d over %s, driven by %s", id, SEED, name, drive)
                    .isEqualTo(expected.get(id));
        }
    }

    @Test
    @Verifies("M2")
    void the_scripts_end_in_many_ways_and_each_as_its_script_says() {
        Map<String, Integer> codes = new TreeMap<>();
        for (DrivenScript script : scripts) {
            Outcome outcome = expected.get(script.id());
            codes.merge(outcome.result().substring(2), 1, Integer::sum);
            assertThat(outcome.result()).startsWith("1 ");
            assertThat(outcome.messages()).isEqualTo(1);
            assertThat(script.body()).startsWith(outcome.body());
            if (outcome.result().equals("1 OK")
                    && script.sent() == script.response().length()) {
                assertThat(outcome.body()).isEqualTo(script.body());
                assertThat(outcome.received())
                        .startsWith(script.method() + " /" + script.id() + " ")
                        .endsWith("\r\n\r\n" + script.upload());
            }
        }
        System.out.println("scripted transfers over sockets ended as " + codes);
        assertThat(codes)
                .containsKeys(
                        "OK",
                        "PARTIAL_FILE",
                        "GOT_NOTHING",
                        "RECV_ERROR",
                        "OPERATION_TIMEDOUT",
                        "COULDNT_CONNECT",
                        "UNSUPPORTED_PROTOCOL");
        assertThat(codes.get("OK")).isGreaterThan(TRANSFERS / 2);
    }

    private static Backend backend(String name) {
        if (!name.equals(EMULATION)) {
            return Here.backend(name);
        }
        assumeTrue(isLinux(), "the emulation is for Linux");
        return EmulatedBackend.open();
    }

    private static boolean hasEdges(String name) {
        return isLinux() && !name.equals("nio");
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }
}
