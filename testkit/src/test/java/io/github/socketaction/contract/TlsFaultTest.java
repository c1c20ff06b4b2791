package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Timeouts;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Full handshakes with a fault somewhere in the calls into the system. All ten thousand:
 * {@code -Dsocketaction.handshakes=10000}; another seed: {@code -Dsocketaction.handshakes.seed=N}.
 */
class TlsFaultTest {

    private static final int HANDSHAKES = Integer.getInteger("socketaction.handshakes", 300);
    private static final long SEED = Long.getLong("socketaction.handshakes.seed", 20_261_122L);

    /** Further than any handshake with its request and its end goes, so that some have no fault at all. */
    private static final int CALLS = 24;

    @Test
    @Verifies({"Y30", "C1"})
    void whichever_call_fails_in_whichever_handshake_each_transfer_completes_once_and_nothing_leaks() {
        SplittableRandom random = new SplittableRandom(SEED);
        int failed = 0;
        try (TlsWorld world = new TlsWorld(MultiOptions.builder().maxIdleConnections(2))) {
            world.serve(tls -> tls.onRequest(request -> answer(tls, request)));
            for (int i = 0; i < HANDSHAKES; i++) {
                world.sim.backend().faults().failAny(1 + random.nextInt(CALLS), new IOException("on purpose"));
                Recording get = world.start(
                        "https://localhost/" + (random.nextBoolean() ? "keep" : "close"),
                        builder -> builder.tls(options(random))
                                .timeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(9))));
                world.sim.runUntilDone();
                world.sim.backend().faults().clear();
                assertThat(get.completions())
                        .as("handshake %s of seed %s", i, SEED)
                        .isEqualTo(1);
                failed += get.result().isOk() ? 0 : 1;
                world.sim.multi().transfers().forEach(world.sim.multi()::remove);
                if (i % 50 == 0) {
                    settled(world);
                }
            }
            settled(world);
            world.sim.assertClean();
        }
        assertThat(failed).as("handshakes that the fault ended").isBetween(HANDSHAKES / 10, HANDSHAKES);
    }

    /** Connections that take their leave are gone after two seconds; then nothing is open but what is idle. */
    private static void settled(TlsWorld world) {
        world.sim.runFor(Duration.ofSeconds(3));
        assertThat(world.sim.counts().connections())
                .isEqualTo(world.sim.counts().idleConnections());
        assertThat(world.sim.backend().ledger().open(io.github.socketaction.testkit.Ledger.Kind.TRANSPORT))
                .isEqualTo(world.sim.counts().idleConnections());
        world.sessions.clear();
    }

    private static void answer(MemoryTls tls, String request) {
        if (request.startsWith("GET /close")) {
            tls.send(Responses.lastOk("hello"));
            tls.close();
        } else {
            tls.send(Responses.ok("hello"));
        }
    }

    private static TlsOptions options(SplittableRandom random) {
        TlsVersion version = random.nextBoolean() ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3;
        return TlsWorld.trusting()
                .minVersion(version)
                .maxVersion(version)
                .sessionReuse(false)
                .build();
    }
}
