package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is reported, and when. */
public interface ReadinessRules extends BackendRules {

    @Test
    @Verifies("B9")
    default void a_socket_is_reported_in_once_bytes_have_arrived() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.IN);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        link.peer().write(new byte[] {1});
        assertThat(bench.await(link.socket(), SocketEvents.IN)).isEqualTo(SocketEvents.IN);
    }

    @Test
    @Verifies("B10")
    default void an_idle_socket_is_reported_out_at_once() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.OUT);
        assertThat(bench.await(link.socket(), SocketEvents.OUT)).isEqualTo(SocketEvents.OUT);
    }

    @Test
    @Verifies("B11")
    default void a_socket_that_is_ready_both_ways_is_reported_once_with_both() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().write(new byte[] {1});
        BenchSocket probe = bench.socket(link.transport());
        bench.watch(probe, PollAction.IN);
        bench.await(probe, SocketEvents.IN);
        bench.watch(probe, PollAction.INOUT);
        Reports reports = new Reports();
        Patience patience = bench.patience();
        while (reports.list().isEmpty() && patience.holds()) {
            bench.poll(patience.leftNanos(), reports);
        }
        assertThat(reports.list()).containsExactly(new Reports.Report(probe, SocketEvents.IN | SocketEvents.OUT));
    }

    @Test
    @Verifies("B12")
    default void what_is_left_unread_is_reported_again() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().write(new byte[] {1, 2, 3});
        bench.watch(link.socket(), PollAction.IN);
        for (int unread = 3; unread > 0; unread--) {
            bench.await(link.socket(), SocketEvents.IN);
            bench.await(link.socket(), SocketEvents.IN);
            assertThat(link.transport().read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list())
                .as("all is read")
                .isEmpty();
    }

    @Test
    @Verifies("B13")
    default void a_full_socket_is_not_out_until_the_peer_has_read() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.OUT);
        int written = fill(link.transport());
        Patience patience = bench.patience();
        while (!bench.pollFor(BackendBench.QUIET_MILLIS).list().isEmpty() && patience.holds()) {
            written += fill(link.transport()); // the system has enlarged its buffers
        }
        link.peer().read(written);
        bench.await(link.socket(), SocketEvents.OUT);
        assertThat(link.transport().write(ByteBuffer.allocate(1))).isEqualTo(1);
    }

    private static int fill(Transport transport) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(65_536);
        int total = 0;
        for (int count = transport.write(chunk); count > 0; count = transport.write(chunk.clear())) {
            total += count;
        }
        return total;
    }

    @Test
    @Verifies("B14")
    default void of_many_ready_sockets_each_is_reported_within_a_few_polls() throws IOException {
        BackendBench bench = bench();
        Set<BenchSocket> ready = new HashSet<>();
        for (int i = 0; i < 150; i++) {
            BenchLink link = bench.link();
            link.peer().write(new byte[] {1});
            bench.watch(link.socket(), PollAction.IN);
            ready.add(link.socket());
        }
        bench.pollFor(BackendBench.QUIET_MILLIS); // until the last byte has arrived
        Reports reports = new Reports();
        for (int i = 0; i < 8; i++) {
            bench.poll(BackendBench.QUIET_MILLIS * 1_000_000, reports);
        }
        assertThat(reports.sockets()).containsAll(ready);
    }

    @Test
    @Verifies("B15")
    default void poll_answers_how_many_sockets_it_has_reported() throws IOException {
        BackendBench bench = bench();
        assertThat(bench.poll(0, new Reports())).isZero();
        for (int i = 0; i < 3; i++) {
            bench.watch(bench.link().socket(), PollAction.OUT);
        }
        int most = 0;
        for (int i = 0; i < 5; i++) {
            Reports reports = new Reports();
            assertThat(bench.poll(BackendBench.QUIET_MILLIS * 1_000_000, reports))
                    .isEqualTo(reports.list().size());
            most = Math.max(most, reports.list().size());
        }
        assertThat(most).isPositive();
    }
}
