package io.github.socketaction.nio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.IpLiterals;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.SocketOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is set on real sockets of java.nio, and whole transfers over them. */
@Timeout(60)
class NioSocketOptionsTest {

    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Test
    @Verifies("B55")
    void the_options_of_tcp_are_on_the_socket() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            NioTransport plain = connected(server, SocketOptions.DEFAULT);
            assertThat(options(plain)).contains("TCP_NODELAY=true", "SO_KEEPALIVE=false");
            NioTransport other =
                    connected(server, SocketOptions.DEFAULT.withNoDelay(false).withKeepAlive(new KeepAlive(123, 45)));
            assertThat(options(other))
                    .contains("TCP_NODELAY=false", "SO_KEEPALIVE=true", "TCP_KEEPIDLE=123", "TCP_KEEPINTERVAL=45");
            plain.close();
            other.close();
        }
    }

    private static NioTransport connected(ServerSocket server, SocketOptions options) {
        NioTransport transport = new NioTransport();
        assertThat(transport.connect(server.getLocalSocketAddress(), options))
                .as("%s", transport.failure())
                .isNotEqualTo(Transport.FAILED);
        return transport;
    }

    private static List<String> options(NioTransport transport) throws IOException {
        SocketChannel channel = Objects.requireNonNull(transport.channel());
        return channel.supportedOptions().stream()
                .collect(Collectors.toMap(option -> option, option -> value(channel, option)))
                .entrySet()
                .stream()
                .map(Map.Entry::toString)
                .map(text -> text.replaceAll("^.*?([A-Z_]+=)", "$1"))
                .toList();
    }

    private static Object value(SocketChannel channel, SocketOption<?> option) {
        try {
            return String.valueOf(channel.getOption(option));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Verifies("B57")
    void the_peer_sees_the_address_and_port_that_were_asked_for() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SocketOptions options = SocketOptions.DEFAULT
                    .withLocal(LocalEnd.parse("127.0.0.1"))
                    .withLocalPorts(new PortRange(23_000, 24_000));
            NioTransport transport = connected(server, options);
            try (Socket peer = server.accept()) {
                assertThat(peer.getPort()).isBetween(23_000, 24_000);
            }
            transport.close();
        }
    }

    @Test
    @Verifies("B60")
    void an_abstract_address_and_a_path_that_is_too_long_are_refused_by_name() {
        NioTransport transport = new NioTransport();
        assertThat(transport.connect(new AbstractUnixAddress("some"))).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessageContaining("@some").hasMessageContaining("epoll");
        assertThat(transport.channel()).isNull();
        NioTransport tooLong = new NioTransport();
        assertThat(tooLong.connect(UnixDomainSocketAddress.of("/" + "x".repeat(200))))
                .isEqualTo(Transport.FAILED);
        assertThat(tooLong.failure()).hasMessageContaining("long");
        tooLong.close();
    }

    @Test
    @Verifies("Q11")
    void a_transfer_goes_over_a_unix_domain_socket(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("server.sock");
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path))) {
            Thread answering = new Thread(() -> answerOnce(server));
            answering.start();
            Transfer get = run(
                    new EventLoop(new NioBackend()),
                    TransferOptions.builder("http://any.example/x")
                            .sockets(SocketOptions.DEFAULT.withUnixSocket(path)));
            answering.join();
            assertThat(get.info().remoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
        }
    }

    private static void answerOnce(ServerSocketChannel server) {
        try (SocketChannel peer = server.accept()) {
            ByteBuffer request = ByteBuffer.allocate(4_096);
            while (!ISO_8859_1.decode(request.duplicate().flip()).toString().endsWith("\r\n\r\n")
                    && peer.read(request) >= 0) {}
            peer.write(ISO_8859_1.encode(RESPONSE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Verifies({"Q4", "Q5"})
    void of_real_addresses_the_one_with_a_server_is_found() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0))) {
            Thread answering = new Thread(() -> answerOnce(server));
            answering.start();
            List<InetAddress> addresses = List.of(
                    Objects.requireNonNull(IpLiterals.parse("::1")),
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 3}),
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            MultiOptions options = MultiOptions.builder()
                    .resolver((host, answer) -> {
                        answer.addresses(addresses);
                        return () -> {};
                    })
                    .build();
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            Transfer get = run(
                    new EventLoop(new NioBackend(), options),
                    TransferOptions.builder("http://many.example:" + port + "/"));
            answering.join();
            assertThat(get.info().newConnections()).isEqualTo(1);
        }
    }

    private static Transfer run(EventLoop loop, TransferOptions.Builder options) {
        StringBuilder body = new StringBuilder();
        options.onBody((transfer, bytes) -> {
            body.append(ISO_8859_1.decode(bytes));
            return Flow.CONTINUE;
        });
        try (loop) {
            Transfer transfer = loop.multi().add(options.build());
            while (loop.perform() > 0) {
                loop.poll(1_000);
            }
            assertThat(transfer.result()).hasToString("OK");
            assertThat(body).hasToString("hello");
            return transfer;
        }
    }
}
