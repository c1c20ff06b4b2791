package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.PosixFiles;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.OpenFlags;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The poller over calls that answer as the test has written. */
@Timeout(60)
class EpollPollerTest {

    private static final int ENOMEM = number(jnr.constants.platform.Errno.ENOMEM);
    private static final int ENOSPC = number(jnr.constants.platform.Errno.ENOSPC);
    private static final int EPERM = number(jnr.constants.platform.Errno.EPERM);
    private static final int ADD = Epoll.CTL_ADD;
    private static final int MOD = Epoll.CTL_MOD;
    private static final int DEL = Epoll.CTL_DEL;

    private final ScriptedEpoll script = new ScriptedEpoll();
    private final EpollBackend backend = script.backend();
    private final List<SocketHandle> reported = new ArrayList<>();
    private final List<Integer> events = new ArrayList<>();
    private final List<Transport> open = new ArrayList<>();
    private EpollPoller poller;
    private ServerSocket server;
    private long lastId;

    EpollPollerTest() throws IOException {
        poller = backend.openPoller();
        server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void forgetTheOpening() {
        script.clear();
    }

    @AfterEach
    void closeAll() throws IOException {
        poller.close();
        open.forEach(Transport::close);
        server.close();
    }

    private static int number(jnr.constants.platform.Errno errno) {
        return errno.intValue();
    }

    private Handle connected() throws IOException {
        Transport transport = backend.openTransport();
        open.add(transport);
        transport.connect(server.getLocalSocketAddress());
        server.accept().close(); // so that it is readable
        while (transport.finishConnect() == Transport.WOULD_BLOCK) {
            Thread.onSpinWait();
        }
        return new Handle(++lastId, transport);
    }

    private int poll(long nanos) throws IOException {
        reported.clear();
        events.clear();
        return poller.poll(nanos, (socket, bits) -> {
            reported.add(socket);
            events.add(bits);
        });
    }

    private static String control(int operation, SocketHandle socket) {
        return "epollCtl " + operation + " " + EpollBackend.fd(socket);
    }

    @Test
    @Verifies("X4")
    void changes_are_collected_until_the_poll_and_what_comes_to_nothing_costs_nothing() throws IOException {
        Handle socket = connected();
        poller.onSocket(socket, PollAction.OUT, null);
        poller.onSocket(socket, PollAction.INOUT, null);
        poller.onSocket(socket, PollAction.IN, null);
        assertThat(script.calls("epollCtl")).isEmpty();
        poll(Poller.FOREVER);
        assertThat(script.calls("epollCtl")).containsExactly(control(ADD, socket));
        script.clear();
        poller.onSocket(socket, PollAction.OUT, null);
        poller.onSocket(socket, PollAction.IN, null);
        poll(0);
        assertThat(script.calls("epollCtl")).isEmpty();
        poller.onSocket(socket, PollAction.NONE, null);
        poll(0);
        assertThat(script.calls("epollCtl")).containsExactly(control(DEL, socket));
        script.clear();
        poller.onSocket(socket, PollAction.REMOVE, null);
        poll(0);
        assertThat(script.calls("epollCtl")).as("it has left already").isEmpty();
    }

    @Test
    @Verifies("X5")
    void a_remove_takes_the_descriptor_out_at_once_and_so_does_a_close() throws IOException {
        Handle removed = connected();
        Handle closed = connected();
        poller.onSocket(removed, PollAction.IN, null);
        poller.onSocket(closed, PollAction.IN, null);
        poll(0);
        script.clear();
        poller.onSocket(removed, PollAction.REMOVE, null);
        assertThat(script.calls("epollCtl")).containsExactly(control(DEL, removed));
        script.clear();
        String expected = control(DEL, closed);
        ((Transport) closed.pollable()).close();
        assertThat(script.calls("epollCtl")).containsExactly(expected);
        poller.onSocket(closed, PollAction.REMOVE, null);
        assertThat(script.calls("epollCtl")).hasSize(1);
    }

    @Test
    @Verifies("X6")
    void what_the_set_says_is_believed_when_it_is_not_what_we_remember() throws IOException {
        Handle socket = connected();
        script.answer("epollCtl", -Errno.EEXIST);
        poller.onSocket(socket, PollAction.OUT, null);
        script.answer("epollCtl", 0);
        poll(0);
        assertThat(script.calls("epollCtl")).containsExactly(control(ADD, socket), control(MOD, socket));
        script.clear();
        poller.onSocket(socket, PollAction.IN, null);
        // The kernel knows nothing of it, because the scripted MOD above was not made.
        assertThat(poll(Poller.FOREVER)).isEqualTo(1);
        assertThat(script.calls("epollCtl")).containsExactly(control(MOD, socket), control(ADD, socket));
        assertThat(reported).containsExactly(socket);
    }

    @Test
    @Verifies("X6")
    void a_descriptor_that_is_not_in_the_set_or_not_open_is_out_of_it_already() throws IOException {
        for (int errno : new int[] {Errno.ENOENT, Errno.EBADF}) {
            Handle socket = connected();
            poller.onSocket(socket, PollAction.IN, null);
            poll(0);
            script.answer("epollCtl", -errno);
            poller.onSocket(socket, PollAction.NONE, null);
            assertThat(poll(0)).isZero();
            script.clear();
            poll(0);
            assertThat(script.calls("epollCtl")).isEmpty();
            poller.onSocket(socket, PollAction.REMOVE, null);
        }
    }

    @Test
    @Verifies("X7")
    void a_socket_that_the_kernel_does_not_take_is_failed_with_the_reason_and_no_other_is() throws IOException {
        for (int errno : new int[] {ENOMEM, ENOSPC, EPERM, Errno.EBADF}) {
            Handle good = connected();
            Handle bad = connected();
            script.answer("epollCtl", -errno);
            poller.onSocket(bad, PollAction.IN, null);
            poller.onSocket(good, PollAction.IN, null);
            assertThat(poll(0)).isEqualTo(2);
            assertThat(reported).containsExactly(good, bad);
            assertThat(events.get(1)).isEqualTo(SocketEvents.IN | SocketEvents.ERR);
            Transport failed = (Transport) bad.pollable();
            assertThat(failed.read(ByteBuffer.allocate(1))).isEqualTo(Transport.FAILED);
            assertThat(failed.failure()).hasMessageContaining("epoll").hasMessageContaining(Errno.text(errno));
            assertThat(((Transport) good.pollable()).read(ByteBuffer.allocate(1)))
                    .isEqualTo(Transport.END);
            poll(0);
            assertThat(reported).as("reported once").containsExactly(good);
            poller.onSocket(good, PollAction.REMOVE, null);
            poller.onSocket(bad, PollAction.REMOVE, null);
        }
    }

    @Test
    @Verifies("X8")
    void a_file_that_epoll_cannot_wait_for_is_reported_in_each_poll_without_a_spin(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        POSIX posix = POSIXFactory.getNativePOSIX();
        int fd = posix.open(file.toString(), OpenFlags.O_RDONLY.intValue(), 0);
        Handle socket = new Handle(1, EpollBackend.pollable(fd));
        poller.onSocket(socket, PollAction.IN, null);
        for (int i = 0; i < 3; i++) {
            script.clear();
            assertThat(poll(Poller.FOREVER)).isEqualTo(1);
            assertThat(events).containsExactly(SocketEvents.IN | SocketEvents.ERR);
            assertThat(script.calls("epollWait")).containsExactly("epollWait 64 10");
        }
        poller.onSocket(socket, PollAction.REMOVE, null);
        assertThat(poll(0)).isZero();
        posix.close(fd);
    }

    @Test
    @Verifies("X9")
    void events_of_nobody_are_dropped_and_when_they_do_not_stop_the_set_is_made_anew() throws IOException {
        int[] pipe = PosixFiles.pipe();
        POSIX posix = POSIXFactory.getNativePOSIX();
        int duplicate = posix.dup(pipe[1]);
        Handle stray = new Handle(1, EpollBackend.pollable(pipe[1]));
        Handle good = connected();
        poller.onSocket(stray, PollAction.OUT, null);
        poll(0);
        posix.close(pipe[1]); // against the rules: the duplicate keeps it in the set, with no number to take it out by
        poller.onSocket(stray, PollAction.REMOVE, null);
        int before = poller.epollFd();
        for (int i = 0; i < 16; i++) {
            assertThat(poll(0)).isZero();
        }
        assertThat(poller.epollFd()).isNotEqualTo(before);
        script.clear();
        poll(1_000_000);
        poller.onSocket(good, PollAction.IN, null);
        assertThat(poll(Poller.FOREVER)).isEqualTo(1);
        assertThat(reported).containsExactly(good);
        poller.wakeup();
        assertThat(poll(Poller.FOREVER)).isEqualTo(1);
        posix.close(duplicate);
        posix.close(pipe[0]);
    }

    @Test
    @Verifies("X10")
    void an_interrupted_wait_goes_on_for_the_rest_of_its_time() throws IOException {
        script.answer("epollWait", -Errno.EINTR);
        script.answer("epollPwait2", -Errno.EINTR);
        long begin = System.nanoTime();
        assertThat(poll(20_000_000)).isZero();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        assertThat(script.calls("epollWait").get(0)).isEqualTo("epollWait 64 20");
        assertThat(script.count("epollWait") + script.count("epollPwait2")).isEqualTo(3);
    }

    @Test
    @Verifies("X10")
    void a_wait_that_is_interrupted_without_end_ends_early() throws IOException {
        for (int i = 0; i < EpollSet.MOST_INTERRUPTIONS; i++) {
            script.answer("epollWait", -Errno.EINTR);
        }
        assertThat(poll(Poller.FOREVER)).isZero();
        assertThat(script.count("epollWait")).isEqualTo(EpollSet.MOST_INTERRUPTIONS);
    }

    @Test
    @Verifies("X10")
    void a_wait_that_fails_says_why_and_leaves_the_registrations() throws IOException {
        Handle socket = connected();
        poller.onSocket(socket, PollAction.IN, null);
        script.answer("epollWait", -Errno.EBADF);
        assertThatThrownBy(() -> poll(0)).isInstanceOf(IOException.class).hasMessageContaining("Bad file descriptor");
        assertThat(poll(Poller.FOREVER)).isEqualTo(1);
    }

    @Test
    @Verifies("X11")
    void parts_of_a_millisecond_are_waited_for_exactly_where_the_kernel_can_and_else_rounded_up() throws IOException {
        poll(2_000_000);
        assertThat(script.count("epollPwait2"))
                .as("whole milliseconds need it not")
                .isZero();
        for (int errno : new int[] {Errno.ENOSYS, EPERM}) {
            try (EpollPoller another = backend.openPoller()) {
                script.clear();
                script.answer("epollPwait2", -errno);
                another.poll(1_500_000, (socket, bits) -> {});
                another.poll(1_000_001, (socket, bits) -> {});
                assertThat(script.count("epollPwait2")).as("asked once").isEqualTo(1);
                assertThat(script.calls("epollWait")).containsExactly("epollWait 64 2", "epollWait 64 2");
            }
        }
        assertThat(EpollSet.toMillis(1)).isEqualTo(1);
        assertThat(EpollSet.toMillis(1_000_000)).isEqualTo(1);
        assertThat(EpollSet.toMillis(Integer.MAX_VALUE * 1_000_000L)).isEqualTo(Integer.MAX_VALUE);
        assertThat(EpollSet.toMillis(Integer.MAX_VALUE * 1_000_000L + 1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(EpollSet.toMillis(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @Verifies("X12")
    void the_array_of_events_grows_when_it_was_full_and_until_then_the_kernel_rotates() throws IOException {
        List<Handle> sockets = new ArrayList<>();
        for (int i = 0; i < EpollSet.FIRST_EVENTS + 1; i++) {
            sockets.add(connected());
            poller.onSocket(sockets.get(i), PollAction.OUT, null);
        }
        assertThat(poll(Poller.FOREVER)).isEqualTo(EpollSet.FIRST_EVENTS);
        SocketHandle left = sockets.stream()
                .filter(socket -> !reported.contains(socket))
                .findFirst()
                .orElseThrow();
        assertThat(poll(Poller.FOREVER)).isEqualTo(EpollSet.FIRST_EVENTS + 1);
        assertThat(reported.get(0)).as("the first in line").isSameAs(left);
    }

    @Test
    @Verifies("X13")
    void a_wakeup_that_cannot_be_read_is_an_error_and_not_a_spin() throws IOException {
        poller.wakeup();
        script.answer("read", -Errno.EBADF);
        assertThatThrownBy(() -> poll(Poller.FOREVER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("eventfd");
        assertThat(poll(Poller.FOREVER)).as("works again").isZero();
    }

    @Test
    @Verifies("X13")
    void a_million_wakeups_are_one_system_call() throws IOException {
        for (int i = 0; i < 1_000_000; i++) {
            poller.wakeup();
        }
        assertThat(script.count("write")).isEqualTo(1);
        assertThat(poll(Poller.FOREVER)).isZero();
        assertThat(script.count("read")).isEqualTo(1);
    }

    @Test
    @Verifies("X14")
    void an_outer_loop_can_wait_for_the_epoll_itself() throws IOException {
        try (EpollPoller outer = backend.openPoller()) {
            Handle inner = new Handle(1, EpollBackend.pollable(poller.epollFd()));
            outer.onSocket(inner, PollAction.IN, null);
            List<SocketHandle> woken = new ArrayList<>();
            assertThat(outer.poll(0, (socket, bits) -> woken.add(socket))).isZero();
            poller.onSocket(connected(), PollAction.IN, null);
            poll(0);
            assertThat(outer.poll(Poller.FOREVER, (socket, bits) -> woken.add(socket)))
                    .isEqualTo(1);
            assertThat(woken).containsExactly(inner);
            assertThat(poll(0)).isEqualTo(1);
        }
    }

    @Test
    @Verifies("X15")
    void an_opening_that_fails_says_why_and_leaves_nothing_open() {
        int emfile = number(jnr.constants.platform.Errno.EMFILE);
        for (String call : new String[] {"epollCreate", "eventfd", "epollCtl"}) {
            script.clear();
            script.answer(call, -emfile);
            assertThatThrownBy(backend::openPoller)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Too many open files")
                    .hasMessageContaining("ulimit");
            int opened = script.count("epollCreate") + script.count("eventfd") - (call.equals("epollCtl") ? 0 : 1);
            assertThat(script.count("close")).as(call).isEqualTo(opened);
        }
    }
}
