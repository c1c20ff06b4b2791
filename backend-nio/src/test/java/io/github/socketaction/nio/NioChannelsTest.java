package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.Backends;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The public side of the backend: the way to a socket's channel, and the way from the application's channel to a poller. */
@Timeout(60)
class NioChannelsTest {

    private static final long LONG = 20_000_000_000L;

    private final NioBackend backend = new NioBackend();

    @Test
    void the_service_loader_finds_the_backend_which_is_the_last_choice() {
        assertThat(Backends.named("nio")).isInstanceOf(NioBackend.class);
        assertThat(Backends.all())
                .filteredOn(provider -> provider.name().equals("nio"))
                .singleElement()
                .satisfies(provider -> {
                    assertThat(provider.priority()).isZero();
                    assertThat(provider.unavailableReason()).isNull();
                });
    }

    @Test
    void the_channel_of_a_socket_is_the_one_that_a_selector_can_wait_for() throws IOException {
        try (ServerSocketChannel server = listen()) {
            Transport transport = backend.openTransport();
            transport.connect(server.getLocalAddress());
            SelectableChannel channel = NioBackend.channel(new Handle(transport));
            assertThat(channel).isInstanceOf(SocketChannel.class);
            assertThat(((SocketChannel) channel).getRemoteAddress()).isEqualTo(server.getLocalAddress());
            assertThat(channel.isBlocking()).isFalse();
            transport.close();
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void a_socket_that_was_not_told_to_connect_has_no_channel() {
        assertThatThrownBy(() -> NioBackend.channel(new Handle(backend.openTransport())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connect it first");
    }

    @Test
    void a_socket_of_another_backend_is_refused_by_name() throws IOException {
        SocketHandle foreign = new Handle(new Pollable() {});
        assertThatThrownBy(() -> NioBackend.channel(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another backend");
        try (Poller poller = backend.openPoller()) {
            assertThatThrownBy(() -> poller.onSocket(foreign, PollAction.IN, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another backend");
        }
    }

    @Test
    void a_blocking_channel_of_the_application_is_refused() throws IOException {
        try (SocketChannel blocking = SocketChannel.open()) {
            assertThatThrownBy(() -> NioBackend.pollable(blocking))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("configureBlocking(false)");
        }
    }

    @Test
    void a_listening_channel_of_the_application_is_in_when_it_can_accept() throws IOException {
        Poller poller = backend.openPoller();
        try (ServerSocketChannel server = listen()) {
            server.configureBlocking(false);
            Handle socket = new Handle(NioBackend.pollable(server));
            assertThat(NioBackend.channel(socket)).isSameAs(server);
            poller.onSocket(socket, PollAction.INOUT, null);
            assertThat(poller.poll(0, (which, events) -> {})).isZero();
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(await(poller, socket)).isEqualTo(SocketEvents.IN);
                assertThat(client.isConnected()).isTrue();
            }
            poller.close();
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void a_connecting_channel_of_the_application_is_out_when_its_connect_has_ended() throws IOException {
        try (ServerSocketChannel server = listen();
                SocketChannel client = SocketChannel.open();
                Poller poller = backend.openPoller()) {
            client.configureBlocking(false);
            client.connect(server.getLocalAddress());
            Handle socket = new Handle(NioBackend.pollable(client));
            poller.onSocket(socket, PollAction.OUT, null);
            assertThat(await(poller, socket)).isEqualTo(SocketEvents.OUT);
            assertThat(client.finishConnect()).isTrue();
            poller.onSocket(socket, PollAction.OUT, null);
            assertThat(await(poller, socket)).isEqualTo(SocketEvents.OUT);
        }
    }

    @Test
    void a_forgotten_connect_of_the_application_heals_itself() throws IOException {
        try (ServerSocketChannel server = listen();
                SocketChannel client = SocketChannel.open();
                Poller poller = backend.openPoller()) {
            client.configureBlocking(false);
            client.connect(server.getLocalAddress());
            Handle socket = new Handle(NioBackend.pollable(client));
            poller.onSocket(socket, PollAction.OUT, null);
            await(poller, socket);
            assertThat(client.finishConnect()).isTrue();
            assertThat(await(poller, socket)).isEqualTo(SocketEvents.OUT);
        }
    }

    @Test
    void a_pipe_of_the_application_can_be_watched_in_its_one_direction() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink();
                Poller poller = backend.openPoller()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            Handle reading = new Handle(NioBackend.pollable(source));
            Handle writing = new Handle(NioBackend.pollable(sink));
            poller.onSocket(reading, PollAction.INOUT, null);
            poller.onSocket(writing, PollAction.INOUT, null);
            assertThat(await(poller, writing)).isEqualTo(SocketEvents.OUT);
            sink.write(ByteBuffer.allocate(1));
            assertThat(await(poller, reading)).isEqualTo(SocketEvents.IN);
        }
    }

    private static int await(Poller poller, SocketHandle socket) throws IOException {
        int[] seen = new int[1];
        long deadline = System.nanoTime() + LONG;
        while (seen[0] == 0 && System.nanoTime() < deadline) {
            poller.poll(deadline - System.nanoTime(), (which, events) -> seen[0] |= which == socket ? events : 0);
        }
        return seen[0];
    }

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
