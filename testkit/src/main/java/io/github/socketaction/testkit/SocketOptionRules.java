package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is set on a socket before it is connected. */
public interface SocketOptionRules extends BackendRules {

    @Test
    @Verifies("B55")
    default void options_of_tcp_are_set_or_refused_by_name_and_the_connection_works() throws IOException {
        SocketOptions options = SocketOptions.DEFAULT.withNoDelay(false).withKeepAlive(new KeepAlive(32_767, 32_767));
        Transport transport = bench().openTransport();
        if (connect(transport, options) == Transport.FAILED) {
            assertThat(transport.failure()).hasMessageContaining("TCP_KEEP");
            Assumptions.abort(String.valueOf(transport.failure()));
        }
        PeerConnection peer = bench().server().accept();
        peer.write(new byte[] {1, 2, 3});
        assertThat(bench().receive(transport, 3)).containsExactly(1, 2, 3);
    }

    @Test
    @Verifies("B56")
    default void a_local_address_that_was_asked_for_is_that_of_the_connection() throws IOException {
        for (String local : new String[] {"127.0.0.1", "host!127.0.0.1", loopbackInterface()}) {
            Transport transport = bench().openTransport();
            assertThat(connect(transport, localEnd(local)))
                    .as("%s: %s", local, transport.failure())
                    .isEqualTo(Transport.CONNECTED);
            assertThat(transport.localAddress()).isInstanceOfSatisfying(InetSocketAddress.class, address -> assertThat(
                            address.getAddress().isLoopbackAddress())
                    .isTrue());
        }
    }

    @Test
    @Verifies("B57")
    default void the_first_free_port_of_a_range_is_taken_and_a_range_without_one_is_refused_by_name()
            throws IOException {
        Transport first = bench().openTransport();
        int port = connectFromAnyRange(first);
        Transport second = bench().openTransport();
        assertThat(connect(second, ports(port, port))).isEqualTo(Transport.FAILED);
        assertThat(second.failure()).isInstanceOf(BindException.class).hasMessageContaining("port " + port);
        Transport third = bench().openTransport();
        assertThat(connect(third, ports(port, port + 20)))
                .as("%s", third.failure())
                .isEqualTo(Transport.CONNECTED);
        assertThat(localPort(third)).isBetween(port + 1, port + 20);
    }

    @Test
    @Verifies("B58")
    default void a_local_end_that_is_not_to_be_had_is_refused_by_name() throws IOException {
        for (String local : new String[] {
            "192.0.2.123",
            "if!no-such-interface",
            "no-such-interface",
            "::1",
            "ifhost!" + loopbackInterface() + "!192.0.2.123"
        }) {
            Transport transport = bench().openTransport();
            assertThat(connect(transport, localEnd(local))).as(local).isEqualTo(Transport.FAILED);
            String named = local.substring(local.lastIndexOf('!') + 1).replace("::1", "0:0:0:0:0:0:0:1");
            assertThat(transport.failure()).isInstanceOf(BindException.class).hasMessageContaining(named);
            assertThat(transport.localAddress())
                    .as(local)
                    .satisfiesAnyOf(address -> assertThat(address).isNull(), address -> assertThat(
                                    ((InetSocketAddress) address).getPort())
                            .isZero());
        }
    }

    @Test
    @Verifies("B59")
    default void a_unix_domain_address_without_a_server_is_refused() throws IOException {
        Transport transport = bench().openTransport();
        Path nowhere = Path.of("/nowhere/socketaction");
        int answer = transport.connect(UnixDomainSocketAddress.of(nowhere));
        answer = answer == Transport.WOULD_BLOCK ? bench().finishConnect(transport) : answer;
        assertThat(answer).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).isNotNull();
    }

    @Test
    @Verifies("B60")
    default void a_unix_domain_address_is_connected_to_whatever_the_options_of_tcp_say() throws IOException {
        Path directory = Files.createTempDirectory("sact");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server = unixServer(address)) {
            Transport transport = bench().openTransport();
            SocketOptions options =
                    ports(1, 1).withLocal(LocalEnd.parse("192.0.2.1")).withKeepAlive(KeepAlive.DEFAULT);
            assertThat(transport.connect(address, options))
                    .as("%s", transport.failure())
                    .isEqualTo(Transport.CONNECTED);
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.wrap(new byte[] {4, 5}));
                assertThat(bench().receive(transport, 2)).containsExactly(4, 5);
                assertThat(transport.write(ByteBuffer.wrap(new byte[] {6}))).isEqualTo(1);
                ByteBuffer read = ByteBuffer.allocate(1);
                assertThat(peer.read(read)).isEqualTo(1);
                assertThat(read.get(0)).isEqualTo((byte) 6);
            }
            assertThat(transport.remoteAddress()).isEqualTo(address);
        } finally {
            Files.deleteIfExists(directory.resolve("s"));
            Files.delete(directory);
        }
    }

    private static ServerSocketChannel unixServer(UnixDomainSocketAddress address) throws IOException {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(address);
            return server;
        } catch (UnsupportedOperationException e) {
            return Assumptions.abort("this system has no Unix-domain sockets");
        }
    }

    private int connect(Transport transport, SocketOptions options) {
        int answer = transport.connect(bench().server().address(), options);
        return answer == Transport.WOULD_BLOCK ? bench().finishConnect(transport) : answer;
    }

    /** Connects from some range that is free here, and gives the port. */
    private int connectFromAnyRange(Transport transport) throws IOException {
        for (int port = 21_000; port < 31_000; port += 500) {
            Transport attempt = port == 21_000 ? transport : bench().openTransport();
            if (connect(attempt, ports(port, port + 9)) == Transport.CONNECTED) {
                int taken = localPort(attempt);
                assertThat(taken).isBetween(port, port + 9);
                return taken;
            }
        }
        return Assumptions.abort("no local port from 21000 to 31000 was free");
    }

    private static int localPort(Transport transport) {
        return transport.localAddress() instanceof InetSocketAddress address ? address.getPort() : -1;
    }

    private static SocketOptions ports(int first, int last) {
        return SocketOptions.DEFAULT.withLocalPorts(new PortRange(first, last));
    }

    private static SocketOptions localEnd(String text) {
        return SocketOptions.DEFAULT.withLocal(LocalEnd.parse(text));
    }

    private static String loopbackInterface() throws IOException {
        return NetworkInterface.networkInterfaces()
                .filter(each -> each.inetAddresses().anyMatch(address -> address.isLoopbackAddress()))
                .map(NetworkInterface::getName)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("there is no loopback interface"));
    }
}
