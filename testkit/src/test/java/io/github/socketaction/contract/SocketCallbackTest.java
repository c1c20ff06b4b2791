package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which sockets are announced, for what, and when. */
class SocketCallbackTest {

    @Test
    @Verifies("S1")
    void a_get_announces_out_while_connecting_and_in_when_the_request_is_sent() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            sim.step();
            assertThatLog(sim.log()).hasSocketLines("OUT#1");
            sim.step();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
            sim.assertClean();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1", "REMOVE#1");
        }
    }

    @Test
    @Verifies("S1")
    void a_connect_that_succeeds_at_once_is_never_announced_for_out() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.network().route(sim.server().address(), Route.ACCEPT_AT_ONCE);
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThatLog(sim.log()).hasSocketLines("IN#1");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S2")
    void a_socket_that_goes_on_waiting_for_the_same_is_not_announced_again() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(Responses.head(100));
                        for (int i = 1; i <= 100; i++) {
                            connection.after(Duration.ofMillis(i), () -> connection.send("x"));
                        }
                    }));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.bodyText()).hasSize(100);
            assertThat(get.bodyCalls()).isEqualTo(100);
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S3")
    void unsent_bytes_keep_the_socket_announced_for_out_until_they_are_sent() {
        try (Simulation sim = new Simulation()) {
            sim.server().window(10).respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            sim.step();
            sim.step();
            SocketHandle socket = sim.log().socket(1);
            PollAction whileSending = sim.log().announced().getOrDefault(socket, PollAction.NONE);
            assertThat(whileSending.interest() & SocketEvents.OUT).isEqualTo(SocketEvents.OUT);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(sim.log().announced()).containsEntry(socket, PollAction.IN);
            assertThat(sim.log().socketLines()).hasSizeLessThanOrEqualTo(3);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://", "http://a b/", "gopher://127.0.0.1/", "http://127.0.0.1:99999/", "http://no.such/"
            })
    @Verifies("S4")
    void a_transfer_that_fails_before_it_has_a_socket_announces_none(String url) {
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(new ScriptedResolver()))) {
            Recording get = sim.start(url);
            sim.runUntilDone();
            assertThat(get.code()).isNotEqualTo(ResultCode.OK);
            assertThat(sim.log().socketLines()).allMatch(line -> !line.startsWith("OUT"));
            assertThat(sim.log().announced()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S5")
    void a_socket_that_is_opened_and_closed_in_one_action_is_never_announced() {
        try (Simulation sim = new Simulation()) {
            sim.network().route(sim.server().address(), Route.REFUSE_AT_ONCE);
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThatLog(sim.log()).hasNoSocketLines();
            assertThat(sim.backend().ledger().opened()).isEqualTo(2); // the poller is the other one
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S6")
    void a_socket_is_open_while_its_removal_is_announced_and_closed_when_the_call_returns() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            List<Boolean> openAtRemove = new ArrayList<>();
            sim.log().onCall(entry -> {
                SocketHandle socket = entry.socket();
                if (entry.action() == PollAction.REMOVE && socket != null) {
                    openAtRemove.add(MemoryBackend.isOpen(socket));
                }
            });
            sim.get("/");
            sim.runUntilDone();
            assertThat(openAtRemove).containsExactly(true);
            assertThat(MemoryBackend.isOpen(sim.log().socket(1))).isFalse();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S7")
    void every_announced_socket_is_removed_once() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            for (int i = 0; i < 20; i++) {
                sim.get("/" + i);
            }
            sim.runUntilDone();
            for (int i = 1; i <= 20; i++) {
                assertThat(sim.log().socketLines()).containsOnlyOnce("REMOVE#" + i);
            }
            assertThat(sim.log().announced()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"S8", "N1"})
    void an_idle_connection_stays_announced_and_using_it_again_costs_no_callback() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.runUntilDone();
            assertThatLog(sim.log()).announces("IN#1");
            sim.log().clear();
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThatLog(sim.log()).hasNoSocketLines();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S9")
    void idle_connections_that_are_not_watched_are_removed_and_announced_again_at_their_next_use() {
        try (Simulation sim = new Simulation(MultiOptions.builder().watchIdle(false))) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.runUntilDone();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1", "REMOVE#1");
            assertThat(sim.counts().idleConnections()).isEqualTo(1);
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.transfer().info().newConnections()).isZero();
            assertThat(sim.server().connections()).hasSize(1);
            assertThat(sim.log().announced()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S10")
    void an_idle_connection_that_the_server_closes_is_removed_at_once() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.runUntilDone();
            sim.server().connection(1).close();
            sim.step();
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1", "REMOVE#1");
            assertThat(MemoryBackend.isOpen(sim.log().socket(1))).isFalse();
            assertThat(sim.counts().connections()).isZero();
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.transfer().info().newConnections()).isEqualTo(1);
            assertThat(sim.server().requests()).hasSize(2);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"})
    @Verifies("S11")
    void bytes_that_nobody_asked_for_close_an_idle_connection(String unasked) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.runUntilDone();
            sim.server().connection(1).send(unasked);
            sim.step();
            assertThat(sim.log().announced()).isEmpty();
            assertThat(sim.counts().connections()).isZero();
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThat(sim.server().connections()).hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S12")
    void a_socket_names_the_transfer_it_serves_and_none_while_idle() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording first = sim.get("/1");
            sim.step();
            SocketHandle socket = sim.log().socket(1);
            assertThat(socket.transfer()).isSameAs(first.transfer());
            sim.runUntilDone();
            assertThat(socket.transfer()).isNull();
            List<Transfer> seen = new ArrayList<>();
            Recording second = sim.get("/2");
            second.onBody((transfer, body) -> {
                Transfer served = socket.transfer();
                if (served != null) {
                    seen.add(served);
                }
                body.position(body.limit());
                return Flow.CONTINUE;
            });
            sim.runUntilDone();
            assertThat(seen).containsExactly(second.transfer());
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S15")
    void a_descriptor_number_that_comes_again_is_another_socket() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.get("/1");
            sim.runUntilDone();
            SocketHandle first = sim.log().socket(1);
            sim.get("/2");
            sim.step();
            SocketHandle second = sim.log().socket(2);
            assertThat(MemoryBackend.fd(second)).isEqualTo(MemoryBackend.fd(first));
            assertThat(second).isNotSameAs(first);
            assertThat(second.id()).isNotEqualTo(first.id());
            sim.multi().socketAction(first, SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR);
            sim.runUntilDone();
            assertThat(sim.log().lines()).containsSubsequence("REMOVE#1", "OUT#2", "IN#2", "REMOVE#2");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "REFUSE_AT_ONCE"})
    @Verifies("S16")
    void each_address_that_is_tried_has_a_socket_of_its_own(Route route) {
        ScriptedResolver names = new ScriptedResolver().name("two.example", Ip.local(2), Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.network().route(Ip.local(2, 80), route);
            Recording get = sim.start("http://two.example/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            if (route == Route.REFUSE) {
                assertThat(sim.log().lines()).containsSubsequence("OUT#1", "REMOVE#1", "IN#2");
            }
            assertThat(sim.log().announced()).hasSize(1);
            sim.assertClean();
        }
    }
}
