package io.github.socketaction.testkit;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the engine keeps time: the timer callback, time limits, and the budget of an action. */
public interface EngineTimerRules extends EngineRules {

    @Test
    @Verifies({"T1", "T2"})
    default void adding_asks_for_an_action_once_and_runs_nothing() {
        Simulation sim = world();
        sim.get("/1");
        sim.get("/2");
        assertThatLog(sim.log()).hasLines("timer 0");
        assertThat(sim.backend().ledger().opened())
                .as("descriptors: the poller's")
                .isEqualTo(1);
    }

    @Test
    @Verifies({"T3", "C5"})
    default void the_timer_is_deleted_when_no_deadline_is_left() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(
                        head -> connection.after(Duration.ofMillis(5), () -> connection.send(Answers.ok("hello")))));
        sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(1)));
        sim.runUntilDone();
        assertThatLog(sim.log()).hasTimerValues(0L, 1000L, -1L);
        assertThat(sim.multi().timeout()).as("timeout()").isEqualTo(-1);
    }

    @Test
    @Verifies({"T4", "D4"})
    default void an_earlier_deadline_replaces_the_timer() {
        Simulation sim = world();
        sim.get("/50", options -> options.totalTimeout(Duration.ofMillis(50)));
        sim.settle();
        sim.get("/20", options -> options.totalTimeout(Duration.ofMillis(20)));
        sim.runUntilDone();
        assertThatLog(sim.log()).hasTimerValues(0L, 50L, 0L, 20L, 30L);
    }

    @Test
    @Verifies("T5")
    default void a_later_deadline_waits_for_the_armed_timer() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> {
                    if (head.startsWith("GET /soon")) {
                        connection.after(Duration.ofMillis(5), () -> connection.send(Answers.ok("hello")));
                    }
                }));
        sim.get("/soon", options -> options.totalTimeout(Duration.ofMillis(20)));
        sim.get("/never", options -> options.totalTimeout(Duration.ofMillis(50)));
        sim.runUntilDone();
        assertThatLog(sim.log()).hasTimerValues(0L, 20L, 30L);
        assertThat(sim.clock().elapsed()).as("nanoseconds until all is over").isEqualTo(50_000_000);
    }

    @Test
    @Verifies({"T7", "D7"})
    default void a_limit_holds_from_its_nanosecond_on_and_not_before() {
        Simulation sim = world();
        Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofMillis(20)));
        sim.settle();
        sim.clock().advanceNanos(19_999_999);
        sim.fireTimer();
        assertThat(get.isDone()).as("over before its time").isFalse();
        sim.clock().advanceNanos(1);
        sim.fireTimer();
        assertThat(get.isDone()).as("over in time").isTrue();
        assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
    }

    @Test
    @Verifies({"T8", "D9"})
    default void whatever_the_order_of_the_limits_each_is_met_on_time() {
        Simulation sim = world();
        List<Recording> gets = new ArrayList<>();
        for (int millis : new int[] {90, 80, 70, 10, 60, 50, 20, 40, 30}) {
            gets.add(sim.get("/" + millis, options -> options.totalTimeout(Duration.ofMillis(millis))));
        }
        sim.runUntilDone();
        for (Recording get : gets) {
            assertThat(get.transfer().info().timeline().total())
                    .as("when %s ended", get.options())
                    .isEqualTo(get.options().timeouts().total().toNanos());
        }
    }

    @Test
    @Verifies({"T10", "T15"})
    default void times_are_rounded_up_to_milliseconds() {
        Simulation sim = world();
        sim.get("/", options -> options.totalTimeout(Duration.ofMillis(20)));
        sim.clock().advanceNanos(300_000);
        sim.fireTimer();
        assertThat(sim.multi().timeout()).as("milliseconds for 19.7").isEqualTo(20);
        assertThatLog(sim.log()).hasTimerValues(0L, 20L);
    }

    @Test
    @Verifies("D1")
    default void the_total_limit_ends_a_transfer_whatever_it_waits_for() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ScriptedResolver held = new ScriptedResolver().hold().name("held.example", loopback);
        Simulation sim = world(options -> options.maxHostConnections(1).resolver(held));
        sim.listen("127.0.0.1", 81).respondWith(Answers.head(5), "he");
        sim.listen("127.0.0.1", 82);
        sim.network().route(sim.listen("127.0.0.1", 83).address(), Route.BLACK_HOLE);
        List<Recording> gets = new ArrayList<>();
        for (String url : List.of(
                "http://127.0.0.1/answer",
                "http://127.0.0.1/line",
                "http://127.0.0.1:81/body",
                "http://127.0.0.1:82/paused",
                "http://127.0.0.1:83/connect",
                "http://held.example/name")) {
            gets.add(sim.start(url, options -> options.totalTimeout(Duration.ofMillis(30))));
        }
        sim.multi().pause(gets.get(3).transfer());
        sim.runFor(Duration.ofMillis(29));
        assertThat(gets).as("before the limit").noneMatch(Recording::isDone);
        sim.runFor(Duration.ofMillis(1));
        assertThat(gets).as("at the limit").allMatch(Recording::isDone);
        assertThat(gets).allMatch(get -> get.code() == ResultCode.OPERATION_TIMEDOUT);
    }

    @Test
    @Verifies({"D2", "D3"})
    default void the_connect_limit_ends_a_connect_and_nothing_later() {
        Simulation sim = world();
        sim.network().route(sim.listen("127.0.0.1", 83).address(), Route.BLACK_HOLE);
        sim.server()
                .onAccept(connection -> connection.onRequest(
                        head -> connection.after(Duration.ofMillis(50), () -> connection.send(Answers.ok("hello")))));
        Recording never = sim.start("http://127.0.0.1:83/", options -> options.connectTimeout(Duration.ofMillis(10)));
        Recording slow = sim.get("/", options -> options.connectTimeout(Duration.ofMillis(10)));
        sim.runUntilDone();
        assertThat(never.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        assertThat(never.transfer().info().timeline().total()).isEqualTo(10_000_000);
        assertThat(slow.code()).as("a transfer that was connected in time").isEqualTo(ResultCode.OK);
    }

    @Test
    @Verifies({"A7", "A8"})
    default void an_action_reads_a_bounded_amount_and_asks_to_go_on() {
        Simulation sim = world(options -> options, Trigger.EDGE);
        byte[] body = new byte[3_000_000];
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> {
                    connection.send(Answers.head(body.length)).send(body);
                }));
        long[] most = {0};
        long[] inThisAction = {0};
        Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
        get.onBody((transfer, piece) -> {
            inThisAction[0] += piece.remaining();
            most[0] = Math.max(most[0], inThisAction[0]);
            piece.position(piece.limit());
            return Flow.CONTINUE;
        });
        sim.start(get);
        while (!get.isDone()) {
            inThisAction[0] = 0;
            sim.step();
        }
        assertThat(get.body()).as("body").hasSize(body.length);
        assertThat(most[0]).as("bytes in one turn").isLessThan(body.length / 2);
    }
}
