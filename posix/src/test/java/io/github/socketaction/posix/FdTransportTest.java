package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;

/** The transport over calls that answer as the test has written. */
class FdTransportTest {

    private static final SystemNumbers LINUX = SystemNumbers.current();
    private static final SystemNumbers BSD = new SystemNumbers(
            new SocketAddresses(1, 2, 28, true, 104, false),
            1,
            0,
            0xffff,
            0x1007,
            0x1008,
            0x1022,
            6,
            1,
            8,
            0x100,
            0x200,
            0,
            1);
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress("192.0.2.1", 80);
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final ScriptedSyscalls script = new ScriptedSyscalls();
    private final NativeSockets sockets = new NativeSockets(script.table(), LINUX);

    private static long minus(Errno errno) {
        return -errno.longValue();
    }

    private FdTransport connected() {
        FdTransport transport = sockets.open();
        assertThat(transport.connect(SOMEWHERE)).isEqualTo(Transport.CONNECTED);
        script.log().clear();
        return transport;
    }

    @Test
    @Verifies("X16")
    void on_linux_a_socket_takes_two_calls_and_on_bsd_its_flags_are_set_one_by_one() {
        sockets.open().connect(SOMEWHERE);
        assertThat(script.log()).containsExactly("socket", "setsockopt", "connect");
        script.log().clear();
        sockets.open().connect(UnixDomainSocketAddress.of("/x"));
        assertThat(script.log()).as("nothing to be undelayed").containsExactly("socket", "connect");
        script.log().clear();
        new NativeSockets(script.table(), BSD).open().connect(SOMEWHERE);
        assertThat(script.log())
                .containsExactly("socket", "setNonBlocking", "setCloseOnExec", "setsockopt", "setsockopt", "connect");
    }

    @Test
    @Verifies("X16")
    void a_socket_that_cannot_be_opened_or_set_up_is_answered_failed_and_closed() {
        for (String call : new String[] {"socket", "setNonBlocking", "setCloseOnExec", "setsockopt"}) {
            script.log().clear();
            script.answer(call, minus(Errno.EMFILE));
            FdTransport transport = new NativeSockets(script.table(), BSD).open();
            assertThat(transport.connect(SOMEWHERE)).as(call).isEqualTo(Transport.FAILED);
            assertThat(transport.failure())
                    .hasMessage(
                            "cannot open a socket: Too many open files; raise the limit of open files of this process"
                                    + " (ulimit -n)");
            assertThat(transport.fd()).isEqualTo(FdPollable.NO_FD);
            transport.close();
            assertThat(script.count("close")).as(call).isEqualTo(call.equals("socket") ? 0 : 1);
        }
    }

    @Test
    @Verifies("X16")
    void a_connect_that_fails_at_once_gives_the_exceptions_of_java_net() {
        assertFails(Errno.ECONNREFUSED, ConnectException.class, "Connection refused");
        assertFails(Errno.ETIMEDOUT, ConnectException.class, "Connection timed out");
        assertFails(Errno.ENETUNREACH, ConnectException.class, "Network is unreachable");
        assertFails(Errno.EHOSTUNREACH, NoRouteToHostException.class, "No route to host");
        assertFails(Errno.EADDRNOTAVAIL, SocketException.class, "Cannot assign requested address");
        assertFails(Errno.EAGAIN, SocketException.class, "Resource temporarily unavailable");
    }

    private void assertFails(Errno errno, Class<? extends IOException> kind, String message) {
        FdTransport transport = sockets.open();
        script.answer("connect", minus(errno));
        assertThat(transport.connect(SOMEWHERE)).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).isExactlyInstanceOf(kind).hasMessage(message);
        assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).as("the reason stays").hasMessage(message);
        script.log().clear();
        transport.close();
        transport.close();
        assertThat(script.log()).containsExactly("close");
    }

    @Test
    @Verifies("X16")
    void an_interrupted_connect_goes_on_in_the_background_and_is_not_called_again() {
        for (Errno errno : new Errno[] {Errno.EINTR, Errno.EINPROGRESS}) {
            FdTransport transport = sockets.open();
            script.log().clear();
            script.answer("connect", minus(errno)).answer("getpeername", minus(Errno.ENOTCONN));
            assertThat(transport.connect(SOMEWHERE)).isEqualTo(Transport.WOULD_BLOCK);
            assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.WOULD_BLOCK);
            assertThat(transport.finishConnect()).isEqualTo(Transport.WOULD_BLOCK);
            assertThat(transport.finishConnect()).isEqualTo(Transport.CONNECTED);
            assertThat(transport.finishConnect()).isEqualTo(Transport.CONNECTED);
            assertThat(script.count("connect")).isEqualTo(1);
            assertThat(script.count("getpeername")).isEqualTo(2);
            assertThat(script.count("getsockopt")).isEqualTo(1);
        }
    }

    @Test
    @Verifies("X16")
    void a_connect_over_loopback_is_looked_at_once_more_because_it_is_mostly_over() {
        script.answer("connect", minus(Errno.EINPROGRESS));
        assertThat(sockets.open().connect(HERE)).isEqualTo(Transport.CONNECTED);
        assertThat(script.log()).containsExactly("socket", "setsockopt", "connect", "getpeername");

        script.answer("connect", minus(Errno.EINPROGRESS)).answer("getpeername", minus(Errno.ENOTCONN));
        FdTransport full = sockets.open();
        assertThat(full.connect(HERE)).as("a full backlog").isEqualTo(Transport.WOULD_BLOCK);
        assertThat(full.finishConnect()).isEqualTo(Transport.CONNECTED);

        script.answer("connect", minus(Errno.EINPROGRESS))
                .answer("getpeername", minus(Errno.ENOTCONN))
                .answer("getsockopt", minus(Errno.ECONNREFUSED));
        FdTransport refused = sockets.open();
        assertThat(refused.connect(HERE)).isEqualTo(Transport.FAILED);
        assertThat(refused.failure()).isExactlyInstanceOf(ConnectException.class);
    }

    @Test
    @Verifies("X16")
    void the_error_of_a_connect_is_asked_for_once_and_kept() {
        FdTransport transport = sockets.open();
        script.answer("connect", minus(Errno.EINPROGRESS))
                .answer("getpeername", minus(Errno.ENOTCONN))
                .answer("getsockopt", minus(Errno.ECONNREFUSED));
        assertThat(transport.connect(SOMEWHERE)).isEqualTo(Transport.WOULD_BLOCK);
        for (int i = 0; i < 3; i++) {
            assertThat(transport.finishConnect()).isEqualTo(Transport.FAILED);
            assertThat(transport.failure()).hasMessage("Connection refused");
        }
        assertThat(script.count("getsockopt")).isEqualTo(1);
    }

    @Test
    @Verifies("X16")
    void an_interrupted_read_or_write_is_made_again_and_not_without_end() {
        FdTransport transport = connected();
        ByteBuffer direct = ByteBuffer.allocateDirect(10);
        script.answer("recv", minus(Errno.EINTR), minus(Errno.EINTR), 3);
        assertThat(transport.read(direct)).isEqualTo(3);
        script.answer("send", minus(Errno.EINTR), 7);
        assertThat(transport.write(direct)).isEqualTo(7);
        script.answer("sendmsg", minus(Errno.EINTR), 2);
        assertThat(transport.write(new ByteBuffer[] {direct.clear()}, 0, 1)).isEqualTo(2);
        for (int i = 0; i < 101; i++) {
            script.answer("recv", minus(Errno.EINTR));
        }
        assertThat(transport.read(direct)).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessage("Interrupted system call");
    }

    @Test
    @Verifies("X16")
    void every_other_error_of_a_read_or_write_is_answered_failed_with_its_text() {
        FdTransport transport = connected();
        for (Errno errno : new Errno[] {Errno.ECONNRESET, Errno.ETIMEDOUT, Errno.EPIPE, Errno.ENOBUFS, Errno.EBADF}) {
            for (ByteBuffer buffer : new ByteBuffer[] {ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4)}) {
                script.answer("recv", minus(errno)).answer("send", minus(errno)).answer("sendmsg", minus(errno));
                assertThat(transport.read(buffer)).isEqualTo(Transport.FAILED);
                assertThat(transport.failure()).hasMessage(errno.description());
                assertThat(transport.write(buffer)).isEqualTo(Transport.FAILED);
                assertThat(transport.write(new ByteBuffer[] {buffer}, 0, 1)).isEqualTo(Transport.FAILED);
                assertThat(buffer.position()).isZero();
            }
        }
        script.answer("shutdown", minus(Errno.ENOTCONN));
        assertThat(transport.shutdownOutput()).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).isNotNull();
    }

    @Test
    @Verifies("X16")
    void nothing_to_read_and_no_room_to_write_are_answered_would_block() {
        FdTransport transport = connected();
        for (ByteBuffer buffer : new ByteBuffer[] {ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4)}) {
            long again = minus(Errno.EAGAIN);
            script.answer("recv", again).answer("send", again).answer("sendmsg", again);
            assertThat(transport.read(buffer)).isEqualTo(Transport.WOULD_BLOCK);
            assertThat(transport.write(buffer)).isEqualTo(Transport.WOULD_BLOCK);
            assertThat(transport.write(new ByteBuffer[] {buffer}, 0, 1)).isEqualTo(Transport.WOULD_BLOCK);
        }
        assertThat(transport.failure()).isNull();
    }

    @Test
    @Verifies("X16")
    void the_end_after_a_reset_is_none_because_the_kernel_tells_a_reset_once() {
        FdTransport read = connected();
        script.answer("recv", minus(Errno.ECONNRESET), 0);
        assertThat(read.read(ByteBuffer.allocateDirect(1))).isEqualTo(Transport.FAILED);
        assertThat(read.read(ByteBuffer.allocateDirect(1))).isEqualTo(Transport.FAILED);
        FdTransport written = connected();
        script.answer("send", minus(Errno.ECONNRESET)).answer("recv", 1, 0);
        assertThat(written.write(ByteBuffer.allocateDirect(1))).isEqualTo(Transport.FAILED);
        assertThat(written.read(ByteBuffer.allocateDirect(1)))
                .as("what had arrived")
                .isEqualTo(1);
        assertThat(written.read(ByteBuffer.allocateDirect(1))).isEqualTo(Transport.FAILED);
        FdTransport ended = connected();
        script.answer("send", minus(Errno.EPIPE)).answer("recv", 0);
        assertThat(ended.write(ByteBuffer.allocateDirect(1))).isEqualTo(Transport.FAILED);
        assertThat(ended.read(ByteBuffer.allocateDirect(1)))
                .as("the peer had ended")
                .isEqualTo(Transport.END);
    }

    @Test
    @Verifies("X16")
    void a_heap_buffer_larger_than_the_copy_is_filled_by_several_calls_and_a_failure_behind_bytes_is_not_lost() {
        FdTransport transport = connected();
        int copy = Workspace.COPY_BYTES;
        ByteBuffer large = ByteBuffer.allocate(3 * copy);
        script.answer("recv", copy, 5);
        assertThat(transport.read(large)).isEqualTo(copy + 5);
        script.answer("recv", copy, minus(Errno.ECONNRESET), 0);
        assertThat(transport.read(large.clear())).isEqualTo(copy);
        assertThat(transport.read(large)).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessage("Connection reset by peer");
        script.answer("send", copy, copy - 1);
        assertThat(transport.write(large.clear())).isEqualTo(2 * copy - 1);
        script.answer("send", copy, minus(Errno.EPIPE));
        assertThat(transport.write(large.clear())).isEqualTo(copy);
    }

    @Test
    @Verifies("X16")
    void a_socket_that_cannot_be_waited_for_is_failed_until_it_is_closed() {
        FdTransport transport = connected();
        assertThat(transport.fail(new IOException("no room"))).isTrue();
        assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessage("no room");
        assertThat(transport.remoteAddress()).isNull();
        transport.close();
        assertThat(transport.write(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessage("the socket is closed");
        assertThat(script.log()).containsExactly("close");
    }

    @Test
    @Verifies("X16")
    void a_close_that_fails_is_not_made_again() {
        for (Errno errno : new Errno[] {Errno.EINTR, Errno.EIO, Errno.EBADF}) {
            FdTransport transport = connected();
            script.answer("close", minus(errno));
            transport.close();
            transport.close();
            assertThat(script.log()).containsExactly("close");
        }
    }

    @Test
    @Verifies("X16")
    void a_transport_is_told_to_connect_once() {
        FdTransport transport = connected();
        assertThatThrownBy(() -> transport.connect(SOMEWHERE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before");
    }
}
