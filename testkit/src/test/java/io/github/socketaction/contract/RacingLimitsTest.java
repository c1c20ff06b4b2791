package io.github.socketaction.contract;

import static io.github.socketaction.contract.RacingWorld.FOUR;
import static io.github.socketaction.contract.RacingWorld.MILLI;
import static io.github.socketaction.contract.RacingWorld.SIX;
import static io.github.socketaction.contract.RacingWorld.ip;
import static io.github.socketaction.contract.RacingWorld.openSockets;
import static io.github.socketaction.contract.RacingWorld.route;
import static io.github.socketaction.contract.RacingWorld.start;
import static io.github.socketaction.contract.RacingWorld.world;
import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a race costs, and how it is ended: by removal, by time limits, and by having very many addresses. */
class RacingLimitsTest {

    @Test
    @Verifies("Q8")
    void removing_the_transfer_in_the_middle_of_a_race_closes_all_its_sockets_in_that_call() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            route(sim, FOUR, Route.BLACK_HOLE);
            Recording get = start(sim);
            sim.runFor(Duration.ofMillis(200));
            assertThatLog(sim.log()).announces("OUT#1", "OUT#2");
            sim.multi().remove(get.transfer());
            assertThatLog(sim.log()).announces().hasNoTimer();
            assertThat(openSockets(sim)).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q8")
    void limits_hold_in_the_middle_of_a_race_and_name_the_addresses_under_way() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            route(sim, FOUR, Route.BLACK_HOLE);
            Recording get = sim.start("http://many.example/", o -> o.totalTimeout(Duration.ofMillis(777)));
            sim.runUntilDone();
            assertThat(sim.clock().elapsed()).isEqualTo(777 * MILLI);
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(get.result().message())
                    .endsWith("while connecting to many.example port 80 ([2001:db8:0:0:0:0:0:1], 192.0.2.1)");
            assertThat(sim.log().announced()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q9")
    void a_thousand_silent_addresses_are_tried_six_at_a_time_and_the_last_one_is_reached() {
        InetAddress[] many = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> ip("10.0." + i / 256 + "." + i % 256))
                .toArray(InetAddress[]::new);
        try (Simulation sim = world(many)) {
            for (int i = 0; i < 999; i++) {
                route(sim, many[i], Route.BLACK_HOLE);
            }
            int[] most = new int[1];
            sim.log().onCall(call -> most[0] = Math.max(most[0], openSockets(sim)));
            Recording get = start(sim);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 10.0.3.232");
            assertThat(sim.clock().elapsed()).isEqualTo(999 * 200 * MILLI);
            assertThat(most[0]).isBetween(6, 7);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q9")
    void a_thousand_addresses_that_refuse_at_once_take_few_sockets_and_no_time() {
        InetAddress[] many = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> ip("10.0." + i / 256 + "." + i % 256))
                .toArray(InetAddress[]::new);
        try (Simulation sim = world(many)) {
            for (int i = 0; i < 999; i++) {
                route(sim, many[i], Route.REFUSE_AT_ONCE);
            }
            Recording get = start(sim);
            sim.step();
            assertThat(sim.backend().faults().calls(Operation.CONNECT)).isEqualTo(6);
            assertThat(openSockets(sim)).isZero();
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 10.0.3.232");
            assertThat(sim.clock().elapsed()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q10")
    void a_single_address_costs_no_timer_and_no_callback_more() {
        try (Simulation sim = world(FOUR)) {
            sim.network().latency(Duration.ofMillis(10));
            Recording get = start(sim);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 192.0.2.1");
            assertThatLog(sim.log()).hasLines("timer 0", "OUT#1", "IN#1");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q10")
    void no_timer_is_left_when_the_last_address_is_being_tried() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            route(sim, FOUR, Route.BLACK_HOLE);
            start(sim);
            sim.runFor(Duration.ofMillis(200));
            assertThatLog(sim.log()).announces("OUT#1", "OUT#2").hasNoTimer();
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.assertClean();
        }
    }
}
