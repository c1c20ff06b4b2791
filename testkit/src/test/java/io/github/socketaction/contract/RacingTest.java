package io.github.socketaction.contract;

import static io.github.socketaction.contract.RacingWorld.FOUR;
import static io.github.socketaction.contract.RacingWorld.MILLI;
import static io.github.socketaction.contract.RacingWorld.SIX;
import static io.github.socketaction.contract.RacingWorld.ip;
import static io.github.socketaction.contract.RacingWorld.route;
import static io.github.socketaction.contract.RacingWorld.start;
import static io.github.socketaction.contract.RacingWorld.world;
import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several addresses of one host, tried side by side (RFC 8305). */
class RacingTest {

    @Test
    @Verifies({"Q1", "Q3", "Q5"})
    void a_second_attempt_begins_after_the_delay_by_the_timer_alone_and_the_loser_is_closed_with_its_remove() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            sim.network().latency(Duration.ofMillis(10));
            Recording get = start(sim);
            sim.settle();
            assertThatLog(sim.log()).hasLines("timer 0", "OUT#1", "timer 200");
            sim.runFor(Duration.ofNanos(200 * MILLI - 1));
            assertThatLog(sim.log()).announces("OUT#1");
            sim.runFor(Duration.ofNanos(1));
            assertThatLog(sim.log()).announces("OUT#1", "OUT#2");
            SocketHandle loser = sim.log().socket(1);
            assertThat(loser.transfer()).isSameAs(get.transfer());
            assertThat(sim.log().socket(2).transfer()).isSameAs(get.transfer());
            List<String> closed = new ArrayList<>();
            sim.log().onCall(call -> note(call, loser, closed));
            sim.runFor(Duration.ofMillis(20));
            assertThat(closed).containsExactly("REMOVE#1 open");
            assertThat(MemoryBackend.isOpen(loser)).isFalse();
            assertThatLog(sim.log()).announces("IN#2").hasNoTimer();
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 192.0.2.1");
            assertThat(get.transfer().info().timeline().connected()).isEqualTo(220 * MILLI);
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.assertClean();
        }
    }

    private static void note(SocketLog.Entry call, SocketHandle loser, List<String> closed) {
        if (call.socket() == loser) {
            closed.add(call + (MemoryBackend.isOpen(loser) ? " open" : " closed"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "250, 250", "100000, 100000"})
    @Verifies("Q1")
    void the_delay_is_an_option(long delay, long secondAttempt) {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            Recording get = sim.start(
                    "http://many.example/",
                    options -> options.names(NameOptions.DEFAULT.withHappyEyeballsDelay(Duration.ofMillis(delay))));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 192.0.2.1");
            assertThat(sim.clock().elapsed()).isEqualTo(secondAttempt * MILLI);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q1")
    void an_endless_delay_starts_no_second_attempt() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            NameOptions names = NameOptions.DEFAULT.withHappyEyeballsDelay(NameOptions.FOREVER);
            sim.start("http://many.example/", options -> options.names(names).connectTimeout(Duration.ZERO));
            sim.runFor(Duration.ofDays(1_000));
            assertThatLog(sim.log()).announces("OUT#1");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q1")
    void other_events_start_no_attempt_before_its_time() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.BLACK_HOLE);
            start(sim);
            sim.settle();
            for (int i = 0; i < 5; i++) {
                sim.clock().advance(Duration.ofMillis(39));
                sim.multi().socketAction(sim.log().socket(1), 0);
                sim.fireTimer();
                sim.multi().allAction();
            }
            assertThatLog(sim.log()).announces("OUT#1");
            sim.runFor(Duration.ofMillis(5));
            assertThat(sim.log().socketLines()).contains("OUT#2");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q2")
    void families_take_turns_beginning_with_that_of_the_first_address() {
        List<InetAddress> sixes = List.of(ip("2001:db8::1"), ip("2001:db8::2"), ip("2001:db8::3"));
        List<InetAddress> fours = List.of(ip("192.0.2.1"), ip("192.0.2.2"));
        List<InetAddress> answer = new ArrayList<>(sixes);
        answer.addAll(fours);
        assertThat(orderOfAttempts(answer))
                .containsExactly(
                        "2001:db8:0:0:0:0:0:1",
                        "192.0.2.1",
                        "2001:db8:0:0:0:0:0:2",
                        "192.0.2.2",
                        "2001:db8:0:0:0:0:0:3");
        List<InetAddress> fourFirst = new ArrayList<>(fours);
        fourFirst.addAll(sixes);
        assertThat(orderOfAttempts(fourFirst))
                .containsExactly(
                        "192.0.2.1",
                        "2001:db8:0:0:0:0:0:1",
                        "192.0.2.2",
                        "2001:db8:0:0:0:0:0:2",
                        "2001:db8:0:0:0:0:0:3");
        assertThat(orderOfAttempts(fours)).containsExactly("192.0.2.1", "192.0.2.2");
    }

    private static List<String> orderOfAttempts(List<InetAddress> answer) {
        List<String> order = new ArrayList<>();
        try (Simulation sim = world(answer.toArray(InetAddress[]::new))) {
            answer.forEach(address -> route(sim, address, Route.REFUSE));
            sim.network().latency(Duration.ofMillis(1));
            sim.start(new Recording(TransferOptions.builder("http://many.example/")
                    .onTrace((transfer, kind, data) -> {
                        String text = ISO_8859_1.decode(data).toString();
                        if (text.startsWith("connecting")) {
                            order.add(text.replaceAll(".*[(]\\[?|\\]?[)]", "").strip());
                        }
                    })
                    .build()));
            sim.runUntilDone();
            sim.assertClean();
        }
        return order;
    }

    @Test
    @Verifies("Q4")
    void a_failed_attempt_starts_the_next_one_at_once() {
        try (Simulation sim = world(SIX, FOUR)) {
            route(sim, SIX, Route.REFUSE);
            sim.network().latency(Duration.ofMillis(7));
            Recording get = start(sim);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 192.0.2.1");
            assertThat(get.transfer().info().timeline().connected()).isEqualTo(28 * MILLI);
            assertThat(sim.log().socketLines().subList(0, 3)).containsExactlyInAnyOrder("OUT#1", "REMOVE#1", "OUT#2");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q4")
    void an_attempt_that_fails_beside_another_starts_the_third_and_puts_the_fourth_off() {
        InetAddress third = ip("192.0.2.3");
        InetAddress fourth = ip("192.0.2.4");
        try (Simulation sim = world(SIX, FOUR, third, fourth)) {
            sim.network().latency(Duration.ofMillis(125));
            route(sim, SIX, Route.REFUSE);
            route(sim, FOUR, Route.BLACK_HOLE);
            route(sim, third, Route.BLACK_HOLE);
            start(sim);
            sim.runFor(Duration.ofMillis(249));
            assertThatLog(sim.log()).announces("OUT#1", "OUT#2");
            sim.runFor(Duration.ofMillis(1));
            assertThatLog(sim.log()).announces("OUT#2", "OUT#3");
            sim.runFor(Duration.ofMillis(199));
            assertThatLog(sim.log()).announces("OUT#2", "OUT#3");
            sim.runFor(Duration.ofMillis(1));
            assertThatLog(sim.log()).announces("OUT#2", "OUT#3", "OUT#4");
            sim.runUntilDone();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q6")
    void of_two_that_are_connected_in_one_batch_exactly_one_wins_and_the_event_of_the_other_is_stray() {
        try (Simulation sim = world(SIX, FOUR)) {
            bothConnected(sim);
            Recording get = start(sim);
            sim.runFor(Duration.ofMillis(200));
            sim.clock().advance(Duration.ofMillis(300));
            List<SocketHandle> ready = sim.ready();
            assertThat(ready)
                    .containsExactlyInAnyOrder(sim.log().socket(1), sim.log().socket(2));
            sim.multi().socketAction(sim.log().socket(2), 0);
            assertThatLog(sim.log()).announces("IN#2");
            assertThat(MemoryBackend.isOpen(sim.log().socket(1))).isFalse();
            int calls = sim.log().lines().size();
            sim.multi().socketAction(sim.log().socket(1), 0);
            assertThat(sim.log().lines()).hasSize(calls);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 192.0.2.1");
            assertThat(get.transfer().info().newConnections()).isEqualTo(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q6")
    void of_two_that_are_seen_at_once_the_one_that_began_first_wins() {
        try (Simulation sim = world(SIX, FOUR)) {
            bothConnected(sim);
            Recording get = start(sim);
            sim.runFor(Duration.ofMillis(200));
            sim.clock().advance(Duration.ofMillis(300));
            sim.network().deliver();
            sim.multi().allAction();
            assertThatLog(sim.log()).announces("IN#1");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 2001:db8:0:0:0:0:0:1");
            sim.assertClean();
        }
    }

    private static void bothConnected(Simulation sim) {
        sim.network().latency(Duration.ofMillis(125));
    }

    @Test
    @Verifies("Q7")
    void when_all_fail_there_is_one_failure_with_the_most_telling_reason() throws IOException {
        InetAddress third = ip("192.0.2.3");
        try (Simulation sim = world(SIX, FOUR, third)) {
            sim.network().latency(Duration.ofMillis(1));
            route(sim, SIX, Route.REFUSE_AT_ONCE);
            route(sim, FOUR, Route.REFUSE);
            sim.backend().faults().fail(Operation.CONNECT, 3, new SocketException("Network is unreachable"));
            Recording get = start(sim);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(get.result().message())
                    .isEqualTo("Failed to connect to many.example port 80 (3 addresses tried): Connection refused"
                            + " (192.0.2.1)");
            assertThat(get.completions()).isEqualTo(1);
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q7")
    void a_socket_that_cannot_be_opened_counts_as_a_failed_attempt() {
        try (Simulation sim = world(SIX, FOUR)) {
            sim.backend().faults().fail(Operation.OPEN_TRANSPORT, 1, new IOException("Too many open files"));
            Recording get = start(sim);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 192.0.2.1");
            sim.backend().faults().fail(Operation.OPEN_TRANSPORT, 1, new IOException("Too many open files"));
            sim.backend().faults().fail(Operation.OPEN_TRANSPORT, 2, new IOException("Too many open files"));
            sim.multi().networkChanged();
            Recording second = start(sim);
            sim.runUntilDone();
            assertThat(second.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(second.result().message())
                    .contains("many.example port 80")
                    .contains("Too many open files");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q5")
    void no_timer_of_the_race_is_left_while_a_later_stage_waits() {
        InetAddress third = ip("192.0.2.3");
        try (Simulation sim = world(FOUR, SIX, third)) {
            sim.network().latency(Duration.ofMillis(10));
            route(sim, FOUR, Route.BLACK_HOLE);
            ProxyOptions proxy = ProxyOptions.of(Proxy.parse("socks5h://many.example:80"));
            sim.start("http://some.example/", options -> options.proxy(proxy).connectTimeout(Duration.ZERO));
            sim.runFor(Duration.ofMillis(230));
            assertThatLog(sim.log()).announces("IN#2").hasNoTimer();
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.assertClean();
        }
    }
}
