package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets which connection, and who waits for one. */
public interface EngineConnectionRules extends EngineRules {

    @Test
    @Verifies("N1")
    default void a_connection_is_used_again_the_one_used_last_first() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> connection.after(
                        Duration.ofMillis(head.contains("/slow") ? 2 : 1), () -> connection.send(Answers.ok("hi")))));
        sim.get("/slow");
        sim.get("/fast");
        sim.runUntilDone();
        sim.get("/next");
        sim.runUntilDone();
        assertThat(sim.server().connections()).as("connections").hasSize(2);
        assertThat(sim.server().connection(1).receivedText())
                .as("requests on the connection used last")
                .contains("GET /slow")
                .contains("GET /next");
    }

    @Test
    @Verifies({"N2", "N4"})
    default void who_waits_for_a_connection_is_served_in_turn_and_the_limit_holds() {
        for (boolean isKept : new boolean[] {true, false}) {
            Simulation sim = world(options -> options.maxHostConnections(2));
            int[] most = {0};
            sim.server()
                    .onAccept(connection -> connection.onRequest(head -> connection.after(Duration.ofMillis(1), () -> {
                        most[0] = Math.max(most[0], sim.backend().ledger().open(Kind.TRANSPORT));
                        connection.send(isKept ? Answers.ok("hello") : Answers.last("hello"));
                    })));
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                gets.add(sim.get("/" + i));
            }
            sim.runUntilDone();
            assertThat(gets).allMatch(get -> get.code() == ResultCode.OK);
            assertThat(most[0]).as("most connections at a time").isEqualTo(2);
            assertThat(sim.server().requests().stream().map(head -> head.substring(0, 6)))
                    .as("requests in their order")
                    .containsExactly("GET /0", "GET /1", "GET /2", "GET /3", "GET /4", "GET /5", "GET /6", "GET /7");
        }
    }

    @Test
    @Verifies("N3")
    default void the_limit_in_all_holds_and_an_idle_connection_makes_room() {
        Simulation sim = world(options -> options.maxTotalConnections(1));
        int[] most = {0};
        List<Recording> gets = new ArrayList<>();
        for (int port = 81; port < 84; port++) {
            sim.listen("127.0.0.1", port)
                    .onAccept(connection -> connection.onRequest(head -> {
                        most[0] = Math.max(most[0], sim.backend().ledger().open(Kind.TRANSPORT));
                        connection.send(Answers.ok("hello"));
                    }));
            gets.add(sim.start("http://127.0.0.1:" + port + "/"));
        }
        sim.runUntilDone();
        assertThat(gets).allMatch(get -> get.code() == ResultCode.OK);
        assertThat(most[0]).as("most connections at a time").isEqualTo(1);
    }

    @Test
    @Verifies("N5")
    default void the_connection_that_is_idle_for_longest_is_closed_first() {
        Simulation sim = world(options -> options.maxIdleConnections(1));
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> connection.after(
                        Duration.ofMillis(connection.number()), () -> connection.send(Answers.ok("hello")))));
        sim.get("/1");
        sim.get("/2");
        sim.runUntilDone();
        sim.settle();
        assertThat(sim.counts().idleConnections()).as("idle connections").isEqualTo(1);
        assertThat(sim.server().connection(1).isClientClosed())
                .as("whether the older one is closed")
                .isTrue();
    }

    @Test
    @Verifies("N6")
    default void a_connection_that_its_response_ends_serves_nobody_else() {
        Simulation sim = world();
        sim.server().respondWith(Answers.last("hello"));
        sim.get("/1");
        sim.runUntilDone();
        assertThat(sim.counts().connections()).as("connections").isZero();
        sim.get("/2");
        sim.runUntilDone();
        assertThat(sim.server().connections()).as("connections ever").hasSize(2);
    }

    @Test
    @Verifies("N7")
    default void a_request_that_an_idle_connection_lost_is_sent_again_on_a_fresh_one() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> {
                    if (head.startsWith("GET /lost") && connection.number() < 3) {
                        connection.close();
                    } else {
                        connection.after(Duration.ofMillis(1), () -> connection.send(Answers.ok("hello")));
                    }
                }));
        sim.get("/1");
        sim.get("/2");
        sim.runUntilDone();
        Recording lost = sim.get("/lost");
        sim.runUntilDone();
        assertThat(lost.code()).as("result of the lost request").isEqualTo(ResultCode.OK);
        assertThat(lost.completions()).as("completions").isEqualTo(1);
        assertThat(sim.server().connections()).as("connections").hasSize(3);
    }

    @Test
    @Verifies({"N8", "H4"})
    default void a_request_that_a_fresh_connection_lost_is_not_sent_again() {
        Simulation sim = world();
        sim.server().respondAndClose();
        Recording get = sim.get("/");
        sim.runUntilDone();
        assertThat(get.code()).isEqualTo(ResultCode.GOT_NOTHING);
        assertThat(sim.server().requests()).as("requests").hasSize(1);
    }

    @Test
    @Verifies({"N9", "L1"})
    default void who_leaves_the_line_leaves_no_gap_in_it() {
        Simulation sim = world(options -> options.maxHostConnections(1));
        sim.server()
                .onAccept(connection -> connection.onRequest(
                        head -> connection.after(Duration.ofMillis(1), () -> connection.send(Answers.ok("hello")))));
        sim.get("/0");
        Recording leaver = sim.get("/1");
        Recording last = sim.get("/2");
        sim.settle();
        assertThat(sim.counts().waiting()).as("in line").isEqualTo(2);
        sim.multi().remove(leaver.transfer());
        assertThat(sim.counts().waiting()).as("in line after the removal").isEqualTo(1);
        sim.runUntilDone();
        assertThat(last.code()).isEqualTo(ResultCode.OK);
        assertThat(sim.server().requests()).as("requests").hasSize(2);
    }

    @Test
    @Verifies("O3")
    default void after_a_change_of_the_network_no_connection_of_before_is_used_again() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(
                        head -> connection.after(Duration.ofMillis(1), () -> connection.send(Answers.ok("hello")))));
        sim.get("/idle");
        sim.runUntilDone();
        sim.get("/1");
        sim.get("/2");
        sim.settle();
        sim.multi().networkChanged();
        sim.runUntilDone();
        assertThat(sim.counts().connections())
                .as("connections after their transfers")
                .isZero();
    }
}
