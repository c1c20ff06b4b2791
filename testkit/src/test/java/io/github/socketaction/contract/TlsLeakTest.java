package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Multi;
import io.github.socketaction.internal.tls.TlsContexts;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failing calls into the system while TLS is spoken. */
class TlsLeakTest {

    /** How many handshakes with a fault at random; {@code -Dsocketaction.tls.faults=10000} for a long run. */
    private static final int HANDSHAKES = Integer.getInteger("socketaction.tls.faults", 100);

    private final IOException onPurpose = new IOException("on purpose");

    private static TlsWorld world(int cut) {
        return new TlsWorld().serve(tls -> {
            tls.cut(cut);
            tls.connection().window(cut);
            tls.onRequest(
                    request -> tls.send(request.startsWith("GET /last") ? Responses.lastOk("x") : Responses.ok("y")));
        });
    }

    private static List<Recording> run(TlsWorld world, TlsVersion version) {
        TlsOptions options = TlsWorld.trusting().maxVersion(version).build();
        List<Recording> gets = new ArrayList<>();
        for (String path : List.of("a", "b", "last")) {
            gets.add(world.start("https://localhost/" + path, builder -> builder.tls(options)));
        }
        world.sim.runUntilDone();
        gets.add(world.get("https://localhost/again", options));
        world.sim.runFor(Duration.ofSeconds(3));
        return gets;
    }

    private static void assertNothingLeaks(TlsWorld world) {
        Multi multi = world.sim.multi().unchecked();
        world.sim.assertClean();
        assertThat(buffersLent(multi)).isZero();
    }

    /** Looked up inside: what an engine lends is nobody's business but that it comes back. */
    private static int buffersLent(Multi multi) {
        try {
            Field engine = Multi.class.getDeclaredField("engine");
            engine.setAccessible(true);
            Object value = engine.get(multi);
            Field tls = value.getClass().getDeclaredField("tls");
            tls.setAccessible(true);
            return ((TlsContexts) tls.get(value)).buffersLent();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y24")
    void whichever_call_into_the_system_fails_every_transfer_ends_once_and_nothing_leaks(TlsVersion version) {
        TlsWorld calm = world(50_000);
        assertThat(run(calm, version)).allMatch(get -> get.code() == ResultCode.OK);
        long calls = calm.sim.backend().faults().calls() - 1;
        assertThat(calls).isGreaterThan(30);
        assertThat(buffersLent(calm.sim.multi().unchecked()))
                .as("held by idle connections")
                .isZero();
        assertNothingLeaks(calm);
        for (int k = 1; k <= calls; k++) {
            try (TlsWorld world = world(50_000)) {
                world.sim.backend().faults().failAny(k, onPurpose);
                List<Recording> gets = run(world, version);
                assertThat(gets).as("call %d failed", k).allMatch(get -> get.completions() == 1);
                long failed =
                        gets.stream().filter(get -> get.code() != ResultCode.OK).count();
                assertThat(failed).as("transfers failed by call %d", k).isLessThanOrEqualTo(1);
                assertNothingLeaks(world);
            }
        }
    }

    @Test
    @Verifies("Y24")
    void handshakes_with_a_fault_at_random_leak_nothing() {
        Random random = new Random(7);
        for (int i = 0; i < HANDSHAKES; i++) {
            TlsVersion version = random.nextBoolean() ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3;
            try (TlsWorld world = world(1 + random.nextInt(2_000))) {
                world.sim.backend().faults().failAny(1 + random.nextInt(60), onPurpose);
                Recording done =
                        world.get(TlsWorld.trusting().maxVersion(version).build());
                assertThat(done.completions()).as("handshake %d", i).isEqualTo(1);
                assertNothingLeaks(world);
            }
        }
    }
}
