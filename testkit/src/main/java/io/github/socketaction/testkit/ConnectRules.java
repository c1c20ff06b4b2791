package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

/** How a connection comes about, or does not. */
public interface ConnectRules extends BackendRules {

    @Test
    @Verifies("B1")
    default void a_connect_that_ends_well_is_reported_as_out_and_then_answered_connected() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        int answer = transport.connect(bench.server().address());
        BenchSocket socket = bench.socket(transport);
        bench.watch(socket, PollAction.OUT);
        bench.await(socket, SocketEvents.OUT);
        if (answer == Transport.WOULD_BLOCK) {
            answer = transport.finishConnect();
        }
        assertThat(answer).isEqualTo(Transport.CONNECTED);
        assertThat(transport.failure()).isNull();
    }

    @Test
    @Verifies("B2")
    default void an_unanswered_connect_reports_nothing_and_stays_under_way() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        assertThat(transport.connect(bench.silent())).isEqualTo(Transport.WOULD_BLOCK);
        BenchSocket socket = bench.socket(transport);
        bench.watch(socket, PollAction.OUT);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        bench.watch(socket, PollAction.INOUT);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        assertThat(transport.finishConnect()).isEqualTo(Transport.WOULD_BLOCK);
    }

    @Test
    @Verifies("B3")
    default void a_refused_connect_is_answered_failed_and_the_failure_says_refused() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        int answer = transport.connect(bench.refusing());
        if (answer == Transport.WOULD_BLOCK) {
            BenchSocket socket = bench.socket(transport);
            bench.watch(socket, PollAction.OUT);
            bench.await(socket, SocketEvents.OUT | SocketEvents.ERR);
            answer = transport.finishConnect();
        }
        assertThat(answer).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessageContaining("refused");
        assertThat(transport.finishConnect()).as("asked again").isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).as("asked again").hasMessageContaining("refused");
    }

    @Test
    @Verifies("B4")
    default void an_unresolved_address_is_answered_failed_with_the_host_and_takes_no_descriptor() throws IOException {
        BackendBench bench = bench();
        int before = OpenFiles.count();
        for (int i = 0; i < 20; i++) {
            Transport transport = bench.backend().openTransport();
            assertThat(transport.connect(InetSocketAddress.createUnresolved("name.invalid", 80)))
                    .isEqualTo(Transport.FAILED);
            assertThat(transport.failure()).hasMessageContaining("name.invalid");
            transport.close();
        }
        assertThat(OpenFiles.count()).as("open descriptors").isLessThan(before + 10);
    }

    @Test
    @Verifies("B5")
    default void a_connect_can_be_given_up_while_it_is_under_way() throws IOException {
        BackendBench bench = bench();
        SocketAddress silent = bench.silent();
        int before = OpenFiles.count();
        for (int i = 0; i < 20; i++) {
            Transport transport = bench.openTransport();
            assertThat(transport.connect(silent)).isEqualTo(Transport.WOULD_BLOCK);
            BenchSocket socket = bench.socket(transport);
            bench.watch(socket, PollAction.OUT);
            bench.watch(socket, PollAction.REMOVE);
            transport.close();
        }
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        assertThat(OpenFiles.count()).as("open descriptors").isLessThan(before + 10);
    }

    @Test
    @Verifies("B6")
    default void an_announced_out_means_writable_once_the_connect_is_finished() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        transport.connect(bench.server().address());
        BenchSocket socket = bench.socket(transport);
        bench.watch(socket, PollAction.OUT);
        bench.await(socket, SocketEvents.OUT);
        assertThat(bench.finishConnect(transport)).isEqualTo(Transport.CONNECTED);
        assertIsOutWithoutSpinning(bench, socket);
        bench.watch(socket, PollAction.IN);
        assertWaitsQuietly(bench.pollFor(BackendBench.QUIET_MILLIS));
    }

    @Test
    @Verifies("B6")
    default void a_connect_may_be_finished_before_the_poller_has_reported_it() throws IOException {
        BackendBench bench = bench();
        for (PollAction action : new PollAction[] {PollAction.OUT, PollAction.INOUT}) {
            Transport transport = bench.openTransport();
            transport.connect(bench.server().address());
            BenchSocket socket = bench.socket(transport);
            bench.watch(socket, action);
            assertThat(bench.finishConnect(transport)).isEqualTo(Transport.CONNECTED);
            assertIsOutWithoutSpinning(bench, socket);
            bench.watch(socket, PollAction.REMOVE);
        }
    }

    @Test
    @Verifies("B6")
    default void a_finished_connect_that_was_announced_none_waits_quietly() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        transport.connect(bench.server().address());
        BenchSocket socket = bench.socket(transport);
        bench.watch(socket, PollAction.OUT);
        bench.watch(socket, PollAction.NONE);
        assertThat(bench.finishConnect(transport)).isEqualTo(Transport.CONNECTED);
        bench.watch(socket, PollAction.IN);
        assertWaitsQuietly(bench.pollFor(BackendBench.QUIET_MILLIS));
    }

    private static void assertIsOutWithoutSpinning(BackendBench bench, BenchSocket socket) throws IOException {
        Reports reports = new Reports();
        Patience patience = bench.patience();
        while (reports.list().isEmpty() && patience.holds()) {
            bench.poll(patience.leftNanos(), reports);
        }
        assertThat(reports.eventsOf(socket)).isEqualTo(SocketEvents.OUT);
        assertThat(reports.returns()).as("returns of poll").isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
    }

    private static void assertWaitsQuietly(Reports reports) {
        assertThat(reports.list()).isEmpty();
        assertThat(reports.returns()).as("returns of poll").isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
    }

    @Test
    @Verifies("B7")
    default void what_came_before_the_connect_was_finished_is_there_afterwards() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        transport.connect(bench.server().address());
        PeerConnection peer = bench.server().accept();
        byte[] greeting = BackendBench.pattern(100);
        peer.write(greeting);
        peer.shutdownOutput();
        assertThat(bench.finishConnect(transport)).isEqualTo(Transport.CONNECTED);
        BenchSocket socket = bench.socket(transport);
        bench.watch(socket, PollAction.IN);
        bench.await(socket, SocketEvents.IN);
        assertThat(bench.receive(transport, greeting.length)).isEqualTo(greeting);
    }

    @Test
    @Verifies("B8")
    default void the_addresses_are_null_until_there_are_any() throws IOException {
        BackendBench bench = bench();
        Transport transport = bench.openTransport();
        assertThat(transport.localAddress()).isNull();
        assertThat(transport.remoteAddress()).isNull();
        int answer = transport.connect(bench.server().address());
        if (answer == Transport.WOULD_BLOCK) {
            assertThat(transport.remoteAddress()).as("while connecting").isNull();
            bench.finishConnect(transport);
        }
        assertThat(transport.remoteAddress()).isEqualTo(bench.server().address());
        assertThat(transport.localAddress()).isNotNull();
    }
}
