package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.testkit.VirtualClock;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the application is asked to come back. */
class TimerTest {

    @Test
    @Verifies("T1")
    void the_first_add_asks_for_an_action_as_soon_as_possible() {
        try (Simulation sim = new Simulation()) {
            sim.get("/");
            assertThatLog(sim.log()).hasLines("timer 0");
            assertThat(sim.server().connections()).isEmpty();
            assertThat(sim.backend().faults().calls()).isEqualTo(1); // the poller's opening
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T2")
    void further_adds_before_the_action_say_nothing_more() {
        try (Simulation sim = new Simulation()) {
            for (int i = 0; i < 100; i++) {
                sim.get("/" + i);
            }
            assertThatLog(sim.log()).hasLines("timer 0");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T1")
    void an_add_while_others_wait_for_the_network_asks_for_an_action_again() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            silently(sim, "/1");
            sim.settle();
            sim.log().clear();
            silently(sim, "/2");
            assertThatLog(sim.log()).hasLines("timer 0");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T3")
    void the_timer_is_deleted_once_when_no_deadline_is_left() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(10)));
            sim.runUntilDone();
            sim.settle();
            assertThat(sim.log().timerValues()).endsWith(-1L).containsOnlyOnce(-1L);
            assertThatLog(sim.log()).hasNoTimer();
            sim.log().clear();
            sim.fireTimer();
            assertThatLog(sim.log()).isSilent();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T3")
    void removing_the_only_transfer_deletes_the_timer() {
        try (Simulation sim = new Simulation()) {
            Recording get = sim.get("/");
            sim.multi().remove(get.transfer());
            assertThatLog(sim.log()).hasLines("timer 0", "timer -1");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T4")
    void an_earlier_deadline_replaces_the_timer() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            limited(sim, 5_000);
            sim.settle();
            sim.log().clear();
            limited(sim, 1_000);
            sim.settle();
            assertThatLog(sim.log()).hasTimerValues(0L, 1_000L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T4")
    void an_unchanged_deadline_is_not_announced_again() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            limited(sim, 5_000);
            sim.settle();
            sim.log().clear();
            sim.clock().advance(Duration.ofMillis(100));
            sim.multi().socketAction(sim.log().socket(1), 0);
            assertThatLog(sim.log()).isSilent();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T5")
    void a_later_deadline_is_announced_when_the_armed_timer_has_fired() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            Recording near = limited(sim, 1_000);
            limited(sim, 5_000);
            sim.settle();
            sim.log().clear();
            sim.multi().remove(near.transfer());
            assertThat(sim.log().timerValues()).isEmpty();
            sim.runFor(Duration.ofSeconds(1));
            assertThatLog(sim.log()).hasTimerValues(4_000L);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 999})
    @Verifies("T6")
    void a_timer_that_fires_early_runs_nothing_and_is_set_again_to_the_rest(long earlyMillis) {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            Recording get = limited(sim, 1_000);
            sim.settle();
            sim.log().clear();
            sim.clock().advance(Duration.ofMillis(1_000 - earlyMillis));
            sim.fireTimer();
            assertThat(get.isDone()).isFalse();
            assertThatLog(sim.log()).hasLines("timer " + earlyMillis);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T7")
    void a_deadline_that_is_exactly_reached_counts_as_reached() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            Recording get = limited(sim, 1_000);
            sim.settle();
            sim.clock().advanceNanos(999_999_999);
            sim.fireTimer();
            assertThat(get.isDone()).isFalse();
            sim.clock().advanceNanos(1);
            sim.fireTimer();
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"T8", "D9"})
    void one_late_action_handles_every_deadline_that_has_passed_in_the_order_of_time() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            List<String> order = new ArrayList<>();
            for (int seconds : new int[] {5, 1, 4, 2, 3}) {
                limited(sim, seconds * 1_000).onDone(done -> order.add("after " + seconds));
            }
            sim.settle();
            sim.clock().advance(Duration.ofHours(1));
            assertThat(sim.multi().timeoutAction()).isZero();
            assertThat(order).containsExactly("after 1", "after 2", "after 3", "after 4", "after 5");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "999999,1", "1000000,1", "1000001,2", "1500000000,1500", "1500000001,1501"})
    @Verifies("T10")
    void times_are_announced_in_milliseconds_rounded_up(long limitNanos, long millis) {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            sim.get("/", options -> options.totalTimeout(Duration.ofNanos(limitNanos)));
            sim.settle();
            assertThatLog(sim.log()).hasTimerValues(0L, millis);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE / 2})
    @Verifies("T10")
    void the_longest_time_announced_is_two_to_the_31_less_one(long limitMillis) {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            sim.get("/", options -> options.totalTimeout(Duration.ofMillis(limitMillis))
                    .connectTimeout(Duration.ZERO));
            sim.settle();
            assertThatLog(sim.log()).hasTimerValues(0L, (long) Integer.MAX_VALUE);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T11")
    void an_action_with_nothing_to_do_never_asks_for_another_at_once() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            limited(sim, 1_000);
            sim.settle();
            sim.log().clear();
            for (int i = 0; i < 10; i++) {
                sim.fireTimer();
            }
            assertThat(sim.log().timerValues()).hasSize(10).doesNotContain(0L, -1L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T12")
    void an_ignored_timer_loses_nothing_because_every_action_does_all_there_is_to_do() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.step();
            Recording second = sim.get("/2");
            assertThat(sim.log().timerValues()).endsWith(0L);
            sim.multi().socketAction(sim.log().socket(1), 0);
            assertThat(sim.log().lines()).contains("OUT#2");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 2_500_000_000L, -1_500_000_000L})
    @Verifies({"T13", "D8"})
    void the_origin_of_the_clock_does_not_matter(long origin) {
        try (Simulation sim = new Simulation(MultiOptions.builder(), Trigger.LEVEL, new VirtualClock(origin))) {
            hang(sim);
            Recording first = limited(sim, 2_000);
            Recording second = limited(sim, 5_000);
            sim.runFor(Duration.ofMillis(1_999));
            assertThat(first.isDone()).isFalse();
            sim.runFor(Duration.ofMillis(1));
            assertThat(first.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(second.isDone()).isFalse();
            sim.runFor(Duration.ofSeconds(3));
            assertThat(second.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T14")
    void a_limit_that_is_met_leaves_the_other_limits_in_force() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            Recording get = sim.get(
                    "/", options -> options.totalTimeout(Duration.ofSeconds(10)).connectTimeout(Duration.ofSeconds(1)));
            sim.runFor(Duration.ofSeconds(5));
            assertThat(get.isDone()).isFalse();
            sim.runFor(Duration.ofSeconds(5));
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(get.transfer().info().timeline().total()).isEqualTo(10_000_000_000L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T15")
    void timeout_says_what_is_left_now() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            limited(sim, 1_000);
            assertThat(sim.multi().timeout()).isZero();
            sim.settle();
            assertThat(sim.multi().timeout()).isEqualTo(1_000);
            sim.clock().advanceNanos(1);
            assertThat(sim.multi().timeout()).isEqualTo(1_000);
            sim.clock().advanceNanos(999_999);
            assertThat(sim.multi().timeout()).isEqualTo(999);
            sim.clock().advance(Duration.ofSeconds(100));
            assertThat(sim.multi().timeout()).isZero();
            sim.runUntilDone();
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T9")
    void removing_a_transfer_with_the_nearest_deadline_leaves_no_timer_without_a_deadline() {
        try (Simulation sim = new Simulation()) {
            hang(sim);
            Recording near = limited(sim, 1_000);
            Recording far = limited(sim, 2_000);
            sim.settle();
            sim.multi().remove(near.transfer());
            sim.multi().remove(far.transfer());
            assertThatLog(sim.log()).hasNoTimer();
            assertThat(sim.log().timerValues()).endsWith(-1L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("T1")
    void a_transfer_added_after_another_was_removed_in_the_same_moment_asks_for_its_action() {
        try (Simulation sim = new Simulation()) {
            Recording first = sim.get("/1");
            sim.multi().remove(first.transfer());
            sim.get("/2");
            assertThatLog(sim.log()).hasLines("timer 0", "timer -1", "timer 0");
            sim.assertClean();
        }
    }

    private static void hang(Simulation sim) {
        sim.network().route(sim.server().address(), Route.ACCEPT);
        sim.server().onAccept(connection -> {});
    }

    private static Recording silently(Simulation sim, String path) {
        return sim.get(path, TimerTest::withoutLimits);
    }

    /** A transfer whose only limit is the total one. */
    private static Recording limited(Simulation sim, int millis) {
        return sim.get("/", options -> withoutLimits(options).totalTimeout(Duration.ofMillis(millis)));
    }

    private static TransferOptions.Builder withoutLimits(TransferOptions.Builder options) {
        return options.connectTimeout(Duration.ZERO);
    }
}
