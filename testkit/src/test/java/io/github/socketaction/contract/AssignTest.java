package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The object of the application that goes with a socket. */
class AssignTest {

    @Test
    @Verifies("S13")
    void an_assigned_object_comes_with_every_later_call_and_with_remove() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.get("/");
            sim.step();
            sim.multi().assign(sim.log().socket(1), "mine");
            sim.runUntilDone();
            assertThat(withAssigned(sim)).containsExactly("OUT#1 null", "IN#1 mine", "REMOVE#1 mine");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S13")
    void the_last_object_wins_and_null_clears() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.get("/");
            sim.step();
            SocketHandle socket = sim.log().socket(1);
            sim.multi().assign(socket, "first");
            sim.multi().assign(socket, "second");
            sim.step();
            sim.multi().assign(socket, null);
            sim.runUntilDone();
            assertThat(withAssigned(sim)).containsExactly("OUT#1 null", "IN#1 second", "REMOVE#1 null");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S14")
    void an_object_can_be_assigned_inside_the_first_call_for_a_socket() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.log().onCall(entry -> {
                if (entry.action() == PollAction.OUT) {
                    sim.multi().assign(entry.handle(), "early");
                }
            });
            sim.get("/");
            sim.runUntilDone();
            assertThat(withAssigned(sim)).containsExactly("OUT#1 null", "IN#1 early", "REMOVE#1 early");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S14")
    void assigning_to_a_socket_that_is_removed_is_refused() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.get("/");
            sim.runUntilDone();
            SocketHandle gone = sim.log().socket(1);
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.multi().assign(gone, "late"))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.BAD_SOCKET);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S14")
    void assigning_inside_the_call_that_removes_a_socket_is_refused() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            Code[] refused = new Code[1];
            sim.log().onCall(entry -> {
                if (entry.action() == PollAction.REMOVE) {
                    try {
                        sim.multi().assign(entry.handle(), "too late");
                    } catch (MultiException e) {
                        refused[0] = e.code();
                    }
                }
            });
            sim.get("/");
            sim.runUntilDone();
            assertThat(refused[0]).isEqualTo(Code.BAD_SOCKET);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S14")
    void a_socket_of_another_multi_cannot_be_assigned_to() {
        try (Simulation one = new Simulation();
                Simulation other = new Simulation()) {
            one.server().respondWith(Responses.ok("hello"));
            one.get("/");
            one.runUntilDone();
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> other.multi().assign(one.log().socket(1), "foreign"))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.BAD_SOCKET);
        }
    }

    @Test
    @Verifies("S13")
    void an_object_does_not_come_with_another_socket_of_the_same_descriptor() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.get("/1");
            sim.step();
            sim.multi().assign(sim.log().socket(1), "mine");
            sim.runUntilDone();
            sim.get("/2");
            sim.runUntilDone();
            assertThat(withAssigned(sim))
                    .containsExactly(
                            "OUT#1 null", "IN#1 mine", "REMOVE#1 mine", "OUT#2 null", "IN#2 null", "REMOVE#2 null");
            sim.assertClean();
        }
    }

    private static List<String> withAssigned(Simulation sim) {
        return sim.log().entries().stream()
                .filter(entry -> entry.action() != null)
                .map(entry -> entry + " " + entry.assigned())
                .collect(Collectors.toList());
    }

    @Test
    @Verifies("S13")
    void an_object_stays_with_the_socket_while_it_is_idle_and_when_it_serves_another_transfer() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/1");
            sim.runUntilDone();
            sim.multi().assign(sim.log().socket(1), "kept");
            sim.get("/2");
            sim.runUntilDone();
            sim.multi().close();
            List<SocketLog.Entry> entries = sim.log().entries();
            assertThat(entries.get(entries.size() - 1).assigned()).isEqualTo("kept");
        }
    }
}
