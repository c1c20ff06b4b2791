package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.PosixFiles;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.OpenFlags;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the kit does not ask for, over the emulation. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class EmulatedPollerTest {

    private final KqueueBackend backend = new EmulatedKqueue(KeventLayout.FREEBSD_12, true).backend();
    private final KqueuePoller poller;
    private final List<Integer> opened = new ArrayList<>();
    private final List<ScriptedPoller.Report> reports = new ArrayList<>();
    private long lastId;

    EmulatedPollerTest() throws IOException {
        poller = backend.openPoller();
    }

    @AfterEach
    void closeAll() {
        poller.close();
        opened.forEach(fd -> NativeSyscalls.get().close(fd));
    }

    private int poll(long nanos) throws IOException {
        reports.clear();
        return poller.poll(nanos, (socket, events) -> reports.add(new ScriptedPoller.Report(socket, events)));
    }

    private Handle handle(io.github.socketaction.socket.Pollable pollable) {
        return new Handle(++lastId, pollable);
    }

    /** The end of a pipe that can be written to, without its other end being full. */
    private Handle writable() throws IOException {
        int[] pipe = PosixFiles.pipe();
        opened.add(pipe[0]);
        opened.add(pipe[1]);
        return handle(KqueueBackend.pollable(pipe[1]));
    }

    @Test
    @Verifies("K6")
    void of_a_hundred_changes_all_are_made_but_the_one_that_fails() throws IOException {
        for (int k = 0; k < 100; k += 11) {
            List<SocketHandle> good = new ArrayList<>();
            Handle bad = handle(new FakePollable(60_000, true)); // no such descriptor
            for (int i = 0; i < 100; i++) {
                Handle socket = i == k ? bad : writable();
                poller.onSocket(socket, PollAction.OUT, null);
                if (i != k) {
                    good.add(socket);
                }
            }
            poll(Poller.FOREVER);
            assertThat(reports).containsExactly(new ScriptedPoller.Report(bad, SocketEvents.OUT | SocketEvents.ERR));
            assertThat(((FakePollable) bad.pollable()).failure()).hasMessageContaining("Bad file descriptor");
            poll(Poller.FOREVER);
            assertThat(reports.stream().map(ScriptedPoller.Report::socket)).containsExactlyInAnyOrderElementsOf(good);
            good.forEach(socket -> poller.onSocket(socket, PollAction.REMOVE, null));
            poller.onSocket(bad, PollAction.REMOVE, null);
        }
    }

    @Test
    @Verifies("K7")
    void a_descriptor_that_cannot_be_waited_for_is_reported_in_each_poll_without_a_spin(@TempDir Path directory)
            throws IOException {
        POSIX posix = POSIXFactory.getNativePOSIX();
        Path file = Files.writeString(directory.resolve("file"), "x");
        int fd = posix.open(file.toString(), OpenFlags.O_RDONLY.intValue(), 0);
        opened.add(fd);
        Handle socket = handle(KqueueBackend.pollable(fd));
        poller.onSocket(socket, PollAction.INOUT, null);
        int all = SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;
        poll(Poller.FOREVER);
        assertThat(reports).containsExactly(new ScriptedPoller.Report(socket, all));
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            assertThat(poll(Poller.FOREVER)).isEqualTo(1);
            assertThat(reports).containsExactly(new ScriptedPoller.Report(socket, all));
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(10_000_000);
        }
        Handle ready = writable();
        poller.onSocket(ready, PollAction.OUT, null);
        assertThat(poll(Poller.FOREVER)).as("others come as ever").isEqualTo(2);
        poller.onSocket(ready, PollAction.REMOVE, null);
        poller.onSocket(socket, PollAction.NONE, null);
        assertThat(poll(1_000_000)).isZero();
        poller.onSocket(socket, PollAction.REMOVE, null);
        assertThat(poll(0)).isZero();
    }

    @Test
    @Verifies("K5")
    void a_remove_counts_on_what_the_kernel_was_told_and_not_on_what_was_announced() throws IOException {
        Handle socket = writable();
        poller.onSocket(socket, PollAction.OUT, null);
        assertThat(poll(Poller.FOREVER)).isEqualTo(1);
        poller.onSocket(socket, PollAction.NONE, null);
        poller.onSocket(socket, PollAction.REMOVE, null); // before the kernel was told of the NONE
        int woken = poller.kqueueFd();
        try (KqueuePoller outer = backend.openPoller()) {
            outer.onSocket(handle(KqueueBackend.pollable(woken)), PollAction.IN, null);
            assertThat(outer.poll(0, (any, events) -> {}))
                    .as("the kernel has nothing to report")
                    .isZero();
        }
    }

    @Test
    @Verifies("K14")
    void an_outer_loop_can_wait_for_the_kqueue_itself() throws IOException {
        try (KqueuePoller outer = backend.openPoller()) {
            Handle inner = handle(KqueueBackend.pollable(poller.kqueueFd()));
            outer.onSocket(inner, PollAction.IN, null);
            List<SocketHandle> woken = new ArrayList<>();
            assertThat(outer.poll(0, (socket, bits) -> woken.add(socket))).isZero();
            poller.onSocket(writable(), PollAction.OUT, null);
            poll(0);
            assertThat(outer.poll(Poller.FOREVER, (socket, bits) -> woken.add(socket)))
                    .isEqualTo(1);
            assertThat(woken).containsExactly(inner);
            poller.close();
            assertThatThrownBy(poller::kqueueFd).isInstanceOf(IllegalStateException.class);
            outer.onSocket(inner, PollAction.REMOVE, null);
        }
    }

    @Test
    @Verifies("K13")
    void a_wakeup_of_the_backend_can_be_waited_for_by_every_loop() throws IOException {
        Wakeup wakeup = backend.openWakeup();
        Handle socket = handle(wakeup);
        poller.onSocket(socket, PollAction.IN, null);
        assertThat(poll(0)).isZero();
        wakeup.wakeup();
        assertThat(poll(Poller.FOREVER)).isEqualTo(1);
        assertThat(poll(0)).as("until it is drained").isEqualTo(1);
        wakeup.drain();
        assertThat(poll(0)).isZero();
        assertThat(KqueueBackend.fd(socket)).isPositive();
        wakeup.close();
        assertThatThrownBy(() -> KqueueBackend.fd(socket)).isInstanceOf(IllegalStateException.class);
        wakeup.wakeup();
        wakeup.drain();
    }

    @Test
    @Verifies("K5")
    void a_poll_inside_a_poll_is_refused_and_a_timeout_below_forever_too() throws IOException {
        poller.onSocket(writable(), PollAction.OUT, null);
        poller.poll(Poller.FOREVER, (socket, events) -> assertThatThrownBy(() -> poll(0))
                .isInstanceOf(IllegalStateException.class));
        assertThatThrownBy(() -> poll(-2)).isInstanceOf(IllegalArgumentException.class);
    }
}
