package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketInterest;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an application may look at, and be told besides the callbacks of its transfers. */
class LookingOnTest {

    @Test
    @Verifies("O1")
    void watched_gives_what_is_announced_at_every_moment() {
        try (Simulation sim = new Simulation()) {
            assertThat(sim.multi().unchecked().watched()).isEmpty();
            Recording get = sim.get("/");
            assertThat(sim.multi().unchecked().watched()).isEmpty();
            sim.settle();
            assertThat(sim.multi().unchecked().watched())
                    .extracting(SocketInterest::action)
                    .containsExactly(PollAction.IN);
            sim.multi().pause(get.transfer());
            assertThat(sim.multi().unchecked().watched())
                    .extracting(SocketInterest::action)
                    .containsExactly(PollAction.NONE);
            assertThat(sim.multi().unchecked().watched().get(0).socket().transfer())
                    .isSameAs(get.transfer());
            sim.multi().remove(get.transfer());
            assertThat(sim.multi().unchecked().watched()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("O2")
    void the_listener_for_messages_is_called_once_for_all_that_completed_in_a_call() {
        List<List<Long>> calls = new ArrayList<>();
        Simulation[] world = new Simulation[1];
        MultiOptions.Builder options = MultiOptions.builder().onMessages(() -> {
            List<Long> read = new ArrayList<>();
            for (Transfer done = world[0].multi().infoRead();
                    done != null;
                    done = world[0].multi().infoRead()) {
                read.add(done.id());
                world[0].multi().remove(done);
            }
            calls.add(read);
            if (calls.size() == 1) {
                world[0].multi().add(TransferOptions.get("http://127.0.0.1/again"));
            }
        });
        try (Simulation sim = new Simulation(options)) {
            world[0] = sim;
            sim.server().respondWith(Responses.ok("x"));
            sim.start("bad scheme://");
            sim.start("another bad one://");
            sim.multi().timeoutAction();
            assertThat(calls).containsExactly(List.of(1L, 2L));
            sim.runUntilDone();
            assertThat(calls).containsExactly(List.of(1L, 2L), List.of(3L));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("O2")
    void unread_messages_are_not_told_again() {
        int[] calls = {0};
        try (Simulation sim = new Simulation(MultiOptions.builder().onMessages(() -> calls[0]++))) {
            sim.start("bad scheme://");
            sim.multi().timeoutAction();
            sim.multi().timeoutAction();
            assertThat(calls[0]).isOne();
            assertThat(sim.multi().counts().messages()).isOne();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("O3")
    void after_a_change_of_the_network_no_old_connection_serves_another_transfer() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("x"));
            sim.get("/idle");
            sim.runUntilDone();
            MemoryServer other = sim.listen("127.0.0.2", 80);
            Recording busy = sim.start("http://127.0.0.2/busy");
            sim.settle();
            sim.multi().networkChanged();
            assertThat(sim.multi().counts().idleConnections()).isZero();
            assertThat(sim.multi().counts().connections()).isOne();
            assertThat(busy.isDone()).isFalse();
            other.connection(1).send(Responses.ok("y"));
            sim.get("/new");
            sim.runUntilDone();
            assertThat(busy.bodyText()).isEqualTo("y");
            assertThat(other.connection(1).isClientClosed()).isTrue();
            assertThat(sim.server().connections()).hasSize(2);
            sim.assertClean();
        }
    }
}
