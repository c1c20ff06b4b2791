package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.util.Arrays;
import java.util.List;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;

/** What is set on descriptors before they are connected, by real calls and by scripted ones. */
class SocketSettingsTest {

    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    private static final SocketOptions ALL = SocketOptions.DEFAULT
            .withNoDelay(false)
            .withKeepAlive(new KeepAlive(123, 45))
            .withLocal(LocalEnd.parse("127.0.0.1"))
            .withLocalPorts(new PortRange(25_000, 26_000));

    private final SystemNumbers numbers = SystemNumbers.current();
    private final ScriptedSyscalls script = new ScriptedSyscalls();

    @Test
    @Verifies({"B55", "B57"})
    void everything_that_was_asked_for_is_on_the_socket() throws IOException {
        NativeSockets sockets = new NativeSockets(NativeSyscalls.get(), numbers);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            FdTransport transport = sockets.open();
            int answer = transport.connect(server.getLocalSocketAddress(), ALL);
            assertThat(answer).as("%s", transport.failure()).isNotEqualTo(Transport.FAILED);
            try (Socket peer = server.accept()) {
                assertThat(peer.getPort()).isBetween(25_000, 26_000);
            }
            assertThat(values(sockets, transport.fd())).containsExactly(0, 1, 123, 45);
            transport.close();
            FdTransport plain = sockets.open();
            plain.connect(server.getLocalSocketAddress());
            assertThat(values(sockets, plain.fd()).subList(0, 2)).containsExactly(1, 0);
            plain.close();
        }
    }

    private List<Integer> values(NativeSockets sockets, int fd) {
        Workspace memory = sockets.workspace();
        Syscalls calls = sockets.calls();
        return List.of(
                memory.getOption(calls, fd, numbers.tcpLevel(), numbers.noDelay()),
                memory.getOption(calls, fd, numbers.socketLevel(), numbers.keepAlive()),
                memory.getOption(calls, fd, numbers.tcpLevel(), numbers.keepIdle()),
                memory.getOption(calls, fd, numbers.tcpLevel(), numbers.keepInterval()));
    }

    @Test
    @Verifies("B57")
    void ports_in_use_are_passed_by_and_the_connect_follows_the_bind() {
        script.answer("bind", minus(Errno.EADDRINUSE), minus(Errno.EACCES), 0);
        FdTransport transport = new NativeSockets(script.table(), numbers).open();
        SocketOptions ports = SocketOptions.DEFAULT.withLocalPorts(new PortRange(1, 3));
        assertThat(transport.connect(SOMEWHERE, ports)).isEqualTo(Transport.CONNECTED);
        assertThat(script.log()).endsWith("bind", "bind", "bind", "connect");
    }

    @Test
    @Verifies("B57")
    void a_range_without_a_free_port_is_given_up_after_a_thousand_tries() {
        long[] inUse = new long[2_000];
        Arrays.fill(inUse, minus(Errno.EADDRINUSE));
        script.answer("bind", inUse);
        FdTransport transport = new NativeSockets(script.table(), numbers).open();
        SocketOptions ports = SocketOptions.DEFAULT.withLocalPorts(new PortRange(1, 65_535));
        assertThat(transport.connect(SOMEWHERE, ports)).isEqualTo(Transport.FAILED);
        assertThat(script.count("bind")).isEqualTo(1_024);
        assertThat(script.count("connect")).isZero();
        assertThat(transport.failure())
                .isInstanceOf(BindException.class)
                .hasMessageContaining("ports 1 to 65535")
                .hasMessageContaining("Address already in use");
        transport.close();
        assertThat(script.count("close")).isEqualTo(1);
    }

    @Test
    @Verifies("B55")
    void an_option_that_cannot_be_set_is_named_and_nothing_is_connected() {
        script.answer("setsockopt", 0, 0, minus(Errno.ENOPROTOOPT));
        FdTransport transport = new NativeSockets(script.table(), numbers).open();
        SocketOptions probing = SocketOptions.DEFAULT.withKeepAlive(new KeepAlive(7, 8));
        assertThat(transport.connect(SOMEWHERE, probing)).isEqualTo(Transport.FAILED);
        assertThat(transport.failure()).hasMessageStartingWith("cannot set TCP_KEEPIDLE to 7: ");
        assertThat(script.count("connect")).isZero();
        transport.close();
        assertThat(script.count("close")).isEqualTo(1);
    }

    @Test
    @Verifies("B60")
    void a_unix_domain_socket_costs_two_calls_whatever_the_options_of_tcp_say() {
        FdTransport transport = new NativeSockets(script.table(), numbers).open();
        assertThat(transport.connect(UnixDomainSocketAddress.of("/x"), ALL)).isEqualTo(Transport.CONNECTED);
        assertThat(script.log()).containsExactly("socket", "connect");
    }

    private static long minus(Errno errno) {
        return -errno.intValue();
    }
}
