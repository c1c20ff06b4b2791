package io.github.socketaction.testkit;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the engine announces of its sockets. */
public interface EngineSocketRules extends EngineRules {

    @Test
    @Verifies({"S1", "S2"})
    default void a_socket_is_announced_for_out_while_it_connects_and_then_for_in() {
        Simulation sim = world();
        sim.network().latency(Duration.ofMillis(1));
        sim.server().respondWith(Answers.head(5), "he", "llo");
        Recording get = sim.get("/");
        sim.runUntilDone();
        assertThat(get.bodyText()).as("body").isEqualTo("hello");
        assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
    }

    @Test
    @Verifies("S5")
    default void a_socket_that_lives_within_one_action_only_is_never_announced() {
        Simulation sim = world();
        sim.network().route(sim.server().address(), Route.REFUSE_AT_ONCE);
        Recording get = sim.get("/");
        sim.runUntilDone();
        assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
        assertThatLog(sim.log()).hasNoSocketLines();
    }

    @Test
    @Verifies({"S6", "S7"})
    default void a_connection_that_is_not_kept_is_removed_and_then_closed() {
        Simulation sim = world();
        sim.server().respondWith(Answers.last("hello"));
        sim.get("/");
        sim.runUntilDone();
        assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1", "REMOVE#1");
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT))
                .as("sockets left open")
                .isZero();
    }

    @Test
    @Verifies("S8")
    default void an_idle_connection_stays_announced_and_using_it_again_is_silent() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        sim.get("/1");
        sim.runUntilDone();
        assertThatLog(sim.log()).announces("IN#1");
        sim.log().clear();
        sim.get("/2");
        sim.runUntilDone();
        assertThatLog(sim.log()).hasNoSocketLines();
    }

    @Test
    @Verifies("S9")
    default void an_idle_connection_that_is_not_watched_is_removed_and_announced_anew() {
        Simulation sim = world(options -> options.watchIdle(false));
        sim.server().respondWith(Answers.ok("hello"));
        sim.get("/1");
        sim.runUntilDone();
        assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1", "REMOVE#1");
        sim.log().clear();
        sim.get("/2");
        sim.runUntilDone();
        assertThatLog(sim.log()).hasSocketLines("IN#1", "REMOVE#1");
    }

    @Test
    @Verifies("S10")
    default void an_idle_connection_that_the_server_ends_is_closed_at_once() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        sim.get("/");
        sim.runUntilDone();
        sim.server().connection(1).close();
        sim.settle();
        assertThat(sim.counts().connections()).as("connections").isZero();
        assertThatLog(sim.log()).announces();
    }

    @Test
    @Verifies("S11")
    default void bytes_that_nobody_asked_for_close_an_idle_connection() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        sim.get("/");
        sim.runUntilDone();
        sim.server().connection(1).send(Answers.ok("forged"));
        sim.settle();
        assertThat(sim.counts().connections()).as("connections").isZero();
    }

    @Test
    @Verifies({"S12", "S13"})
    default void an_assigned_object_comes_with_every_later_call_for_its_socket() {
        Simulation sim = world();
        Object mine = new Object();
        sim.server().respondWith(Answers.last("hello"));
        sim.log().onCall(entry -> {
            SocketHandle socket = entry.socket();
            if (socket != null && sim.log().announced().containsKey(socket) && entry.assigned() == null) {
                assertThat(socket.transfer()).as("the transfer of the socket").isNotNull();
                sim.multi().assign(socket, mine);
            }
        });
        sim.get("/");
        sim.runUntilDone();
        assertThat(sim.log().entries().stream()
                        .filter(entry -> entry.socket() != null)
                        .map(entry -> entry.assigned() == mine))
                .as("calls for the socket that came with the object")
                .containsExactly(false, true, true);
    }

    @Test
    @Verifies("S16")
    default void each_address_has_a_socket_and_that_of_a_failed_attempt_is_removed() throws UnknownHostException {
        InetAddress bad = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress good = InetAddress.getLoopbackAddress();
        Simulation sim = world(options -> options.resolver(new ScriptedResolver().name("two.example", bad, good)));
        sim.network().route(new InetSocketAddress(bad, 80), Route.REFUSE);
        sim.server().respondWith(Answers.ok("hello"));
        Recording get = sim.start("http://two.example/");
        sim.runUntilDone();
        assertThat(get.bodyText()).as("body").isEqualTo("hello");
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT))
                .as("open sockets")
                .isEqualTo(1);
        assertThatLog(sim.log()).announces("IN#2");
    }

    @Test
    @Verifies("A1")
    default void an_event_for_a_socket_that_was_removed_is_ignored() {
        Simulation sim = world(options -> options.watchIdle(false));
        sim.server().respondWith(Answers.ok("hello"));
        sim.get("/");
        sim.runUntilDone();
        sim.server().connection(1).close();
        sim.network().deliver();
        sim.log().clear();
        sim.multi().socketAction(sim.log().socket(1), SocketEvents.IN);
        assertThat(sim.counts().idleConnections()).as("idle connections").isEqualTo(1);
        assertThatLog(sim.log()).isSilent();
    }

    @Test
    @Verifies("A11")
    default void an_event_for_a_socket_of_another_multi_is_ignored() {
        Simulation other = world();
        other.network().route(other.server().address(), Route.BLACK_HOLE);
        other.get("/");
        other.settle();
        Simulation sim = world();
        sim.multi().socketAction(Objects.requireNonNull(other.log().socket(1)), SocketEvents.OUT);
        assertThat(other.multi().timeout())
                .as("milliseconds until the other multi has something to do")
                .isPositive();
    }
}
