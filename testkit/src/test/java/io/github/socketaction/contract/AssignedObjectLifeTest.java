package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** How long the engine keeps what an application assigned to a socket. */
class AssignedObjectLifeTest {

    private static final int MOST_COLLECTIONS = 100;

    @Test
    @Verifies("S18")
    void an_assigned_object_is_kept_while_its_socket_is_announced() {
        try (Simulation sim = waiting()) {
            WeakReference<Object> assigned = assignNew(sim, sim.log().socket(1));
            System.gc();
            System.gc();
            assertThat(assigned.get()).isNotNull();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S18")
    void an_assigned_object_is_not_kept_after_the_removal_that_the_server_caused() {
        checkForgotten((sim, get) -> {
            sim.server().connection(1).send(Responses.untilClose("hello")).close();
            sim.settle();
            assertThat(get.isDone()).isTrue();
        });
    }

    @Test
    @Verifies("S18")
    void an_assigned_object_is_not_kept_after_its_transfer_was_removed() {
        checkForgotten((sim, get) -> sim.multi().remove(get.transfer()));
    }

    @Test
    @Verifies("S18")
    void an_assigned_object_is_not_kept_after_an_idle_connection_was_closed() {
        checkForgotten((sim, get) -> {
            sim.server().connection(1).send(Responses.ok("hello"));
            sim.settle();
            assertThat(sim.counts().idleConnections()).isEqualTo(1);
            sim.multi().networkChanged();
        });
    }

    @Test
    @Verifies("S18")
    void an_assigned_object_is_not_kept_after_close() {
        checkForgotten((sim, get) -> sim.multi().close());
    }

    @Test
    @Verifies("S18")
    void an_assigned_object_is_not_kept_after_an_abort_nor_though_its_removal_threw() {
        checkForgotten((sim, get) -> {
            sim.log().onCall(entry -> {
                throw new IllegalStateException("on purpose");
            });
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.multi().remove(get.transfer()));
            sim.log().onCall(null);
        });
    }

    @Test
    @Verifies("S18")
    void an_assigned_object_is_not_kept_when_another_or_none_is_assigned() {
        checkForgotten((sim, get) -> sim.multi().assign(sim.log().socket(1), "another"));
        checkForgotten((sim, get) -> sim.multi().assign(sim.log().socket(1), null));
    }

    /** The handle, the transfer and the multi stay reachable meanwhile, the log's own memory of the object does not. */
    private static void checkForgotten(BiConsumer<Simulation, Recording> end) {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            Recording get = sim.get("/");
            sim.settle();
            SocketHandle socket = sim.log().socket(1);
            WeakReference<Object> assigned = assignNew(sim, socket);
            try {
                end.accept(sim, get);
                sim.log().clear();
                for (int i = 0; i < MOST_COLLECTIONS && assigned.get() != null; i++) {
                    System.gc();
                }
                assertThat(assigned.get())
                        .as("after %d collections", MOST_COLLECTIONS)
                        .isNull();
            } finally {
                Reference.reachabilityFence(socket);
                Reference.reachabilityFence(get);
            }
        }
    }

    private static Simulation waiting() {
        Simulation sim = new Simulation();
        sim.server().onAccept(connection -> {});
        sim.get("/");
        sim.settle();
        return sim;
    }

    /** A method of its own, so that no local variable of the caller holds the object. */
    private static WeakReference<Object> assignNew(Simulation sim, SocketHandle socket) {
        Object assigned = new Object();
        sim.multi().assign(socket, assigned);
        return new WeakReference<>(assigned);
    }
}
