package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What outlasts what: a throwing sink, an interrupt, a close. */
public interface LifecycleRules extends BackendRules {

    @Test
    @Verifies("B48")
    default void an_exception_of_the_sink_reaches_the_caller_and_nothing_is_lost() throws IOException {
        BackendBench bench = bench();
        BenchLink one = bench.link();
        BenchLink other = bench.link();
        bench.watch(one.socket(), PollAction.OUT);
        bench.watch(other.socket(), PollAction.OUT);
        IllegalArgumentException thrown = new IllegalArgumentException("on purpose");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> bench.poller().poll(bench.patienceNanos(), (socket, events) -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
        }
        bench.await(one.socket(), SocketEvents.OUT);
        bench.await(other.socket(), SocketEvents.OUT);
    }

    @Test
    @Verifies("B49")
    default void an_interrupt_neither_spins_nor_gets_lost() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.IN);
        Reports reports;
        boolean kept;
        Thread.currentThread().interrupt();
        try {
            reports = bench.pollFor(BackendBench.QUIET_MILLIS);
        } finally {
            kept = Thread.interrupted();
        }
        assertThat(kept).as("the flag is still set").isTrue();
        assertThat(reports.returns()).as("returns of poll").isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
        bench.poll(1, new Reports());
        assertThat(Thread.currentThread().isInterrupted())
                .as("the flag comes back")
                .isFalse();
    }

    @Test
    @Verifies("B49")
    default void an_interrupt_does_not_close_the_connection() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        byte[] arrived;
        Thread.currentThread().interrupt();
        try {
            assertThat(link.transport().write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
            assertThat(link.transport().read(ByteBuffer.allocate(1))).isZero();
        } finally {
            Thread.interrupted();
        }
        arrived = link.peer().read(1);
        assertThat(arrived).containsExactly(1);
        link.peer().write(new byte[] {2});
        assertThat(bench.receive(link.transport(), 1)).containsExactly(2);
    }

    @Test
    @Verifies("B50")
    default void closing_a_poller_leaves_the_sockets_open_and_frees_its_own() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        int before = OpenFiles.count();
        for (int i = 0; i < 10; i++) {
            Poller poller = bench.openPoller(bench.backend());
            BenchSocket socket = bench.socket(link.transport());
            poller.onSocket(socket, PollAction.INOUT, null);
            bench.await(poller, socket, SocketEvents.OUT);
            poller.close();
        }
        assertThat(OpenFiles.count()).as("open descriptors").isLessThan(before + 10);
        assertThat(link.transport().write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
        assertThat(link.peer().read(1)).containsExactly(1);
        link.peer().write(new byte[] {2});
        assertThat(bench.receive(link.transport(), 1)).containsExactly(2);
    }

    @Test
    @Verifies("B51")
    default void a_closed_poller_refuses_every_call_but_close_and_wakeup() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        Poller poller = bench.openPoller(bench.backend());
        poller.close();
        poller.close();
        poller.wakeup();
        assertThatThrownBy(() -> poller.poll(0, new Reports())).isInstanceOf(IllegalStateException.class);
        for (PollAction action : PollAction.values()) {
            assertThatThrownBy(() -> poller.onSocket(link.socket(), action, null))
                    .as("%s", action)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @Verifies("B52")
    default void two_pollers_of_two_backends_watch_the_same_socket_independently() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        Poller other = bench.openPoller(bench.otherBackend());
        BenchSocket otherSocket = bench.socket(link.transport());
        bench.watch(link.socket(), PollAction.IN);
        other.onSocket(otherSocket, PollAction.OUT, null);
        assertThat(bench.await(other, otherSocket, SocketEvents.OUT)).isEqualTo(SocketEvents.OUT);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        link.peer().write(new byte[] {1});
        assertThat(bench.await(link.socket(), SocketEvents.IN)).isEqualTo(SocketEvents.IN);
        other.onSocket(otherSocket, PollAction.REMOVE, null);
        assertThat(bench.await(link.socket(), SocketEvents.IN)).isEqualTo(SocketEvents.IN);
        other.close();
        assertThat(bench.await(link.socket(), SocketEvents.IN)).isEqualTo(SocketEvents.IN);
    }
}
