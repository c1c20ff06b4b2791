package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors of this system, handed out and adopted. */
@Timeout(60)
class DescriptorsTest {

    private static final int NOT_OPEN = 9_999;

    private final NativeSyscalls calls = NativeSyscalls.get();
    private final NativeSockets sockets = new NativeSockets(calls, SystemNumbers.current());

    @Test
    @Verifies("X18")
    void a_descriptor_is_handed_out_as_a_channel_of_jnr_enxio_and_comes_back() throws IOException {
        int[] pipe = PosixFiles.pipe();
        try (SelectableChannel out = Descriptors.channel(pipe[1]);
                SelectableChannel in = Descriptors.channel(pipe[0])) {
            assertThat(Descriptors.fd(out)).isEqualTo(pipe[1]);
            assertThat(((ByteChannel) out).write(ByteBuffer.wrap(new byte[] {7})))
                    .isEqualTo(1);
            ByteBuffer received = ByteBuffer.allocate(4);
            assertThat(((ByteChannel) in).read(received)).isEqualTo(1);
            assertThat(received.get(0)).isEqualTo((byte) 7);
        }
        assertThat(calls.close(pipe[1])).as("the channel has closed it").isEqualTo(-Errno.EBADF);
    }

    @Test
    @Verifies("X18")
    void what_is_closed_or_tells_no_descriptor_is_refused_by_name() throws IOException {
        assertThatThrownBy(() -> Descriptors.channel(NOT_OPEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9999")
                .hasMessageContaining("Bad file descriptor");
        assertThatThrownBy(() -> Descriptors.channel(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ForeignDescriptor.of(calls, SystemNumbers.current(), NOT_OPEN))
                .isInstanceOf(IllegalArgumentException.class);
        try (SocketChannel other = SocketChannel.open()) {
            assertThatThrownBy(() -> Descriptors.fd(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("jnr-enxio");
        }
        int[] pipe = PosixFiles.pipe();
        SelectableChannel closed = Descriptors.channel(pipe[0]);
        closed.close();
        calls.close(pipe[1]);
        assertThatThrownBy(() -> Descriptors.fd(closed)).hasMessageContaining("closed");
    }

    @Test
    @Verifies("X18")
    void a_connected_socket_is_adopted_and_closed_once() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FdTransport first = sockets.open();
            first.connect(server.getLocalSocketAddress());
            try (Socket peer = server.accept()) {
                assertThat(first.finishConnect()).isEqualTo(Transport.CONNECTED);
                FdTransport adopted = sockets.adopt(first.fd());
                assertThat(adopted.remoteAddress()).isEqualTo(first.remoteAddress());
                assertThat(adopted.localAddress()).isEqualTo(peer.getRemoteSocketAddress());
                assertThat(adopted.read(ByteBuffer.allocate(1))).isEqualTo(Transport.WOULD_BLOCK);
                assertThat(adopted.write(ByteBuffer.wrap(new byte[] {5}))).isEqualTo(1);
                assertThat(peer.getInputStream().read()).isEqualTo(5);
                adopted.close();
                assertThat(peer.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    @Verifies("X18")
    void what_is_no_connected_stream_socket_is_not_adopted_and_stays_open() throws IOException {
        assertThatThrownBy(() -> sockets.adopt(NOT_OPEN)).hasMessageContaining("Bad file descriptor");
        int[] pipe = PosixFiles.pipe();
        assertThatThrownBy(() -> sockets.adopt(pipe[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("descriptor " + pipe[0]);
        assertThat(calls.close(pipe[0])).isZero();
        assertThat(calls.close(pipe[1])).isZero();
        int datagram = calls.socket(2, 2, 0);
        assertThatThrownBy(() -> sockets.adopt(datagram)).hasMessageContaining("no stream socket");
        calls.close(datagram);
        int unconnected = calls.socket(2, 1, 0);
        assertThatThrownBy(() -> sockets.adopt(unconnected)).hasMessageContaining("not connected");
        calls.close(unconnected);
    }

    @Test
    @Verifies("X18")
    void unix_domain_sockets_are_connected_to_by_path_and_name_their_ends(@TempDir Path directory) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            FdTransport transport = sockets.open();
            assertThat(transport.connect(address)).isEqualTo(Transport.CONNECTED);
            assertThat(transport.remoteAddress()).isEqualTo(address);
            assertThat(transport.localAddress()).isEqualTo(UnixDomainSocketAddress.of(""));
            server.accept().close();
            transport.close();
            assertThat(transport.localAddress()).isNull();
        }
        FdTransport nobody = sockets.open();
        assertThat(nobody.connect(new AbstractUnixAddress("socketaction-nobody-listens")))
                .isEqualTo(Transport.FAILED);
        assertThat(nobody.failure()).hasMessage("Connection refused");
        nobody.close();
    }

    @Test
    @Verifies("X19")
    void pipes_limits_and_texts_come_from_the_system(@TempDir Path directory) throws IOException {
        Path fifo = directory.resolve("fifo");
        PosixFiles.mkfifo(fifo.toString(), 0600);
        assertThat(Files.exists(fifo)).isTrue();
        assertThat(Files.isRegularFile(fifo)).isFalse();
        assertThatThrownBy(() -> PosixFiles.mkfifo(fifo.toString(), 0600))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(fifo.toString())
                .hasMessageContaining("File exists");
        assertThat(PosixFiles.descriptorLimit()).isPositive();
        for (int errno : new int[] {1, 2, 9, 11, 104, 110, 111, 113}) {
            assertThat(Errno.text(errno)).isEqualTo(PosixFiles.strerror(errno));
        }
        assertThat(Errno.text(9_999)).isEqualTo("error 9999");
        assertThat(Errno.name(111)).isEqualTo("ECONNREFUSED");
        assertThat(Errno.name(9_999)).isEqualTo("errno 9999");
    }
}
