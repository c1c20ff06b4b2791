package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the network in memory does beyond the rules of backends. */
class MemoryNetworkTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final VirtualClock clock = new VirtualClock();
    private MemoryBackend backend = new MemoryBackend(clock, Trigger.LEVEL);

    private Transport connected(MemoryServer server) throws IOException {
        Transport transport = backend.openTransport();
        assertThat(transport.connect(server.address())).isEqualTo(Transport.WOULD_BLOCK);
        backend.network().deliver();
        assertThat(transport.finishConnect()).isEqualTo(Transport.CONNECTED);
        return transport;
    }

    private static String read(Transport transport) {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        int count = transport.read(buffer);
        return count <= 0 ? Integer.toString(count) : new String(buffer.array(), 0, count, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_segment_is_a_read_and_a_small_buffer_takes_a_part_of_it() throws IOException {
        MemoryServer server = backend.network().listen(ADDRESS).onAccept(connection -> connection.send("ab", "", "c"));
        Transport transport = connected(server);
        assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(read(transport)).isEqualTo("b");
        assertThat(read(transport)).isEqualTo("c");
        assertThat(read(transport)).isEqualTo("0");
    }

    @Test
    void joined_segments_are_read_together() throws IOException {
        backend.network().joinSegments(true);
        MemoryServer server = backend.network()
                .listen(ADDRESS)
                .onAccept(connection -> connection.send("ab", "c").close());
        Transport transport = connected(server);
        assertThat(read(transport)).isEqualTo("abc");
        assertThat(read(transport)).isEqualTo("-1");
    }

    @Test
    void a_reset_gives_what_has_arrived_first_unless_it_discards_it() throws IOException {
        MemoryServer server = backend.network().listen(ADDRESS);
        server.onAccept(connection -> {
            connection.send("x");
            if (connection.number() == 1) {
                connection.reset();
            } else {
                connection.resetDiscarding();
            }
        });
        Transport first = connected(server);
        assertThat(read(first)).isEqualTo("x");
        assertThat(read(first)).isEqualTo("-2");
        assertThat(first.failure()).hasMessage("Connection reset");
        assertThat(read(connected(server))).isEqualTo("-2");
    }

    @Test
    void latency_delays_both_ways_and_nothing_overtakes_when_it_shrinks() throws IOException {
        backend.network().latency(Duration.ofMillis(10));
        MemoryServer server = backend.network().listen(ADDRESS);
        Transport transport = backend.openTransport();
        transport.connect(ADDRESS);
        clock.advance(Duration.ofMillis(19));
        assertThat(transport.finishConnect()).isEqualTo(Transport.WOULD_BLOCK);
        clock.advance(Duration.ofMillis(1));
        assertThat(transport.finishConnect()).isEqualTo(Transport.CONNECTED);
        server.connection(1).send("first");
        backend.network().latency(Duration.ZERO);
        server.connection(1).send("second");
        assertThat(read(transport)).isEqualTo("0");
        clock.advance(Duration.ofMillis(10));
        backend.network().deliver();
        assertThat(read(transport)).isEqualTo("first");
        assertThat(read(transport)).isEqualTo("second");
    }

    @Test
    void a_full_window_blocks_writing_until_the_server_reads() throws IOException {
        MemoryServer server = backend.network().listen(ADDRESS).window(4).onAccept(MemoryConnection::stall);
        Transport transport = connected(server);
        ByteBuffer bytes = ByteBuffer.wrap(new byte[6]);
        assertThat(transport.write(bytes)).isEqualTo(4);
        assertThat(transport.write(bytes)).isEqualTo(Transport.WOULD_BLOCK);
        backend.network().deliver();
        assertThat(transport.write(bytes)).isEqualTo(Transport.WOULD_BLOCK);
        server.connection(1).resume();
        assertThat(transport.write(bytes)).isEqualTo(2);
        backend.network().deliver();
        assertThat(server.connection(1).received()).hasSize(6);
    }

    @Test
    void descriptors_are_given_out_again_the_lowest_first() throws IOException {
        Transport first = backend.openTransport();
        Transport second = backend.openTransport();
        backend.openWakeup();
        assertThat(backend.ledger().openDescriptors()).containsExactly(3, 4, 5);
        second.close();
        first.close();
        assertThat(backend.ledger().openDescriptors()).containsExactly(5);
        backend.openTransport();
        assertThat(backend.ledger().openDescriptors()).containsExactly(3, 5);
    }

    @Test
    void the_ledger_finds_what_is_open_and_what_was_closed_twice() throws IOException {
        Transport transport = backend.openTransport();
        assertThatThrownBy(backend.ledger()::assertEmpty)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("TRANSPORT 3");
        transport.close();
        backend.ledger().assertEmpty();
        transport.close();
        assertThatThrownBy(backend.ledger()::assertEmpty)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more than once");
    }

    @Test
    void a_fault_hits_the_chosen_call_only() throws IOException {
        IOException fault = new IOException("on purpose");
        backend.faults().fail(Operation.OPEN_TRANSPORT, 2, fault);
        backend.openTransport();
        assertThatThrownBy(backend::openTransport).isSameAs(fault);
        backend.openTransport();
        backend.faults().failAny(1, fault);
        assertThatThrownBy(backend::openWakeup).isSameAs(fault);
        assertThat(backend.faults().calls(Operation.OPEN_TRANSPORT)).isEqualTo(3);
        assertThat(backend.faults().calls()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void an_edge_is_reported_once_and_a_level_always(Trigger trigger) throws IOException {
        backend = new MemoryBackend(clock, trigger);
        MemoryServer server = backend.network().listen(ADDRESS);
        BenchSocket socket = new BenchSocket(1, connected(server));
        Poller poller = backend.openPoller();
        poller.onSocket(socket, PollAction.IN, null);
        server.connection(1).send("x");
        int again = trigger == Trigger.LEVEL ? SocketEvents.IN : 0;
        assertThat(events(poller)).isEqualTo(SocketEvents.IN);
        assertThat(events(poller)).isEqualTo(again);
        server.connection(1).send("y");
        assertThat(events(poller)).isEqualTo(SocketEvents.IN);
        poller.onSocket(socket, PollAction.NONE, null);
        assertThat(events(poller)).isZero();
        poller.onSocket(socket, PollAction.IN, null);
        assertThat(events(poller)).isEqualTo(SocketEvents.IN);
        assertThat(events(poller)).isEqualTo(again);
    }

    private static int events(Poller poller) throws IOException {
        int[] seen = new int[1];
        poller.poll(0, (socket, events) -> seen[0] |= events);
        return seen[0];
    }

    @Test
    void a_wait_moves_the_clock_to_what_comes_next_and_never_beyond_its_limit() throws IOException {
        Poller poller = backend.openPoller();
        backend.network().after(Duration.ofMillis(5), () -> {});
        poller.poll(3_000_000, (socket, events) -> {});
        assertThat(clock.elapsed()).isEqualTo(3_000_000);
        backend.network().after(Duration.ofMillis(7), poller::wakeup);
        poller.poll(Poller.FOREVER, (socket, events) -> {});
        assertThat(clock.elapsed()).isEqualTo(10_000_000);
    }

    @Test
    void a_wait_that_would_never_end_is_an_error() throws IOException {
        Poller poller = backend.openPoller();
        assertThatIllegalStateException()
                .isThrownBy(() -> poller.poll(Poller.FOREVER, (socket, events) -> {}))
                .withMessageContaining("never end");
    }

    @Test
    void the_clock_never_goes_back() {
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
        clock.advance(Duration.ofSeconds(1));
        clock.jumpTo(5);
        assertThat(clock.elapsed()).isEqualTo(1_000_000_000L);
        VirtualClock late = new VirtualClock(Long.MAX_VALUE);
        late.advanceNanos(1);
        assertThat(late.getAsLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(late.elapsed()).isEqualTo(1);
    }
}
