package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections that are too old to be used again. */
class ConnectionAgeTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration NANO = Duration.ofNanos(1);

    @Test
    @Verifies("N11")
    void a_connection_that_was_idle_as_long_as_allowed_is_used_again() {
        assertThat(connectionsAfterIdling(MultiOptions.builder().maxIdleAge(LIMIT), LIMIT))
                .isEqualTo(1);
    }

    @Test
    @Verifies("N11")
    void a_connection_that_was_idle_any_longer_is_not() {
        assertThat(connectionsAfterIdling(MultiOptions.builder().maxIdleAge(LIMIT), LIMIT.plus(NANO)))
                .isEqualTo(2);
    }

    @Test
    @Verifies("N11")
    void being_used_makes_an_idle_connection_young_again() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxIdleAge(LIMIT))) {
            sim.server().respondWith(Responses.ok("hello"));
            for (int i = 0; i < 5; i++) {
                sim.get("/");
                sim.runUntilDone();
                sim.runFor(LIMIT);
            }
            assertThat(sim.server().connections()).hasSize(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N11")
    void a_connection_may_be_idle_for_118_seconds_unless_said_otherwise_and_for_ever_with_a_limit_of_zero() {
        Duration usual = Duration.ofSeconds(118);
        assertThat(connectionsAfterIdling(MultiOptions.builder(), usual)).isEqualTo(1);
        assertThat(connectionsAfterIdling(MultiOptions.builder(), usual.plus(NANO)))
                .isEqualTo(2);
        assertThat(connectionsAfterIdling(MultiOptions.builder().maxIdleAge(Duration.ZERO), Duration.ofDays(400)))
                .isEqualTo(1);
    }

    @Test
    @Verifies("N12")
    void a_connection_is_not_used_again_once_it_has_been_open_for_longer_than_allowed() {
        MultiOptions.Builder limited = MultiOptions.builder().maxLifetime(LIMIT);
        assertThat(connectionsAfterIdling(limited, LIMIT)).isEqualTo(1);
        assertThat(connectionsAfterIdling(limited, LIMIT.plus(NANO))).isEqualTo(2);
    }

    @Test
    @Verifies("N12")
    void being_used_does_not_make_a_connection_live_longer_and_no_transfer_is_cut_short() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxLifetime(LIMIT))) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(
                            request -> connection.after(LIMIT, () -> connection.send(Responses.ok("late")))));
            Recording first = sim.get("/");
            sim.runUntilDone();
            assertThat(first.bodyText()).isEqualTo("late");
            Recording second = sim.get("/");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("late");
            sim.runFor(NANO);
            sim.get("/");
            sim.runUntilDone();
            assertThat(sim.server().connections()).hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    void a_negative_age_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOptions.builder().maxIdleAge(NANO.negated()))
                .withMessage("maxIdleAge is negative: PT-0.000000001S; use Duration.ZERO for none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiOptions.builder().maxLifetime(NANO.negated()))
                .withMessageContaining("maxLifetime is negative");
    }

    private static int connectionsAfterIdling(MultiOptions.Builder options, Duration idle) {
        try (Simulation sim = new Simulation(options)) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/");
            sim.runUntilDone();
            sim.runFor(idle);
            sim.get("/");
            sim.runUntilDone();
            int connections = sim.server().connections().size();
            assertThat(sim.counts().idleConnections()).isEqualTo(1);
            sim.assertClean();
            return connections;
        }
    }
}
