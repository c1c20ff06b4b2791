package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NioTransportTest {

    @Test
    void a_unix_domain_address_is_connected_to(@TempDir Path directory) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            NioTransport transport = new NioTransport();
            int answer = transport.connect(address);
            try (SocketChannel peer = server.accept()) {
                assertThat(answer == Transport.CONNECTED ? answer : transport.finishConnect())
                        .isEqualTo(Transport.CONNECTED);
                assertThat(transport.remoteAddress()).isEqualTo(address);
                assertThat(transport.write(ByteBuffer.wrap(new byte[] {42}))).isEqualTo(1);
                ByteBuffer arrived = ByteBuffer.allocate(1);
                peer.read(arrived);
                assertThat(arrived.get(0)).isEqualTo((byte) 42);
            }
            transport.close();
        }
    }

    @Test
    void a_unix_domain_address_where_nobody_listens_fails(@TempDir Path directory) {
        NioTransport transport = new NioTransport();
        assertThat(transport.connect(UnixDomainSocketAddress.of(directory.resolve("nobody"))))
                .isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).message().isNotBlank();
        assertThat(channel(transport).isOpen()).isFalse();
    }

    @Test
    void an_address_of_an_unknown_kind_fails_by_name() {
        NioTransport transport = new NioTransport();
        assertThat(transport.connect(new OddAddress())).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessageContaining("an odd address");
        assertThat(channel(transport).isOpen()).isFalse();
    }

    @Test
    void a_connection_sends_small_writes_at_once() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NioTransport transport = new NioTransport();
            transport.connect(server.getLocalSocketAddress());
            assertThat(channel(transport).getOption(StandardSocketOptions.TCP_NODELAY))
                    .isTrue();
            transport.close();
        }
    }

    @Test
    void a_second_connect_is_a_mistake_of_the_caller() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NioTransport transport = new NioTransport();
            transport.connect(server.getLocalSocketAddress());
            assertThatThrownBy(() -> transport.connect(server.getLocalSocketAddress()))
                    .isInstanceOf(IllegalStateException.class);
            transport.close();
        }
    }

    @Test
    void reading_and_writing_before_any_connect_fail() {
        NioTransport transport = new NioTransport();
        assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessage("the socket is not connected");
        assertThat(transport.write(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.finishConnect()).isEqualTo(Transport.FAILED);
        assertThat(transport.shutdownOutput()).isEqualTo(Transport.FAILED);
    }

    @Test
    void reading_and_writing_while_connecting_answer_would_block() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NioTransport transport = new NioTransport();
            if (transport.connect(server.getLocalSocketAddress()) == Transport.WOULD_BLOCK) {
                assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.WOULD_BLOCK);
                assertThat(transport.write(ByteBuffer.allocate(1))).isEqualTo(Transport.WOULD_BLOCK);
                assertThat(transport.write(new ByteBuffer[] {ByteBuffer.allocate(1)}, 0, 1))
                        .isEqualTo(Transport.WOULD_BLOCK);
            }
            transport.close();
        }
    }

    @Test
    void a_failed_connect_keeps_its_reason_and_closes_the_channel() throws IOException {
        NioTransport transport = new NioTransport();
        int answer = transport.connect(refusing());
        while (answer == Transport.WOULD_BLOCK) {
            Thread.onSpinWait();
            answer = transport.finishConnect();
        }
        assertThat(answer).isEqualTo(Transport.FAILED);
        assertThat(channel(transport).isOpen()).isFalse();
        assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.write(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessage("Connection refused");
    }

    @Test
    void a_failed_connect_cannot_be_announced() throws IOException {
        NioTransport transport = new NioTransport();
        transport.connect(InetSocketAddress.createUnresolved("name.invalid", 1));
        try (Poller poller = new NioBackend().openPoller()) {
            Handle socket = new Handle(transport);
            assertThatThrownBy(() -> poller.onSocket(socket, PollAction.OUT, null))
                    .isInstanceOf(IllegalStateException.class);
            poller.onSocket(socket, PollAction.REMOVE, null);
        }
    }

    @Test
    void a_replaced_selector_still_learns_that_the_connect_has_ended() throws IOException {
        int[] failures = {1};
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                NioPoller poller = NioPoller.open(
                        (selector, action, millis) -> {
                            if (failures[0]-- > 0) {
                                throw new IOException("on purpose");
                            }
                            SelectCall.JDK.select(selector, action, millis);
                        },
                        NioWakeup.open())) {
            NioTransport transport = new NioTransport();
            transport.connect(server.getLocalSocketAddress());
            Handle socket = new Handle(transport);
            poller.onSocket(socket, PollAction.OUT, null);
            assertThat(poller.poll(Poller.FOREVER, (which, events) -> {})).isEqualTo(1);
            assertThat(poller.rebuilds()).isEqualTo(1);
            assertThat(transport.finishConnect()).isEqualTo(Transport.CONNECTED);
            int[] seen = new int[1];
            assertThat(poller.poll(Poller.FOREVER, (which, events) -> seen[0] = events))
                    .isEqualTo(1);
            assertThat(seen[0]).isEqualTo(SocketEvents.OUT);
            transport.close();
        }
    }

    private static SocketChannel channel(NioTransport transport) {
        return (SocketChannel) NioBackend.channel(new Handle(transport));
    }

    private static SocketAddress refusing() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalSocketAddress();
        }
    }

    private static final class OddAddress extends SocketAddress {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return "an odd address";
        }
    }
}
