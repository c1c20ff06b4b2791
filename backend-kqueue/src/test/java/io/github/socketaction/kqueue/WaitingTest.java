package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How long a poll waits, and what ends it. */
@DisabledOnOs(OS.WINDOWS) // which has no system calls to script
class WaitingTest {

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(86_399);
    private static final int EINVAL = jnr.constants.platform.Errno.EINVAL.intValue();
    private static final int EMFILE = jnr.constants.platform.Errno.EMFILE.intValue();
    private static final int ENOMEM = jnr.constants.platform.Errno.ENOMEM.intValue();

    private final ScriptedPoller bench;
    private final ScriptedKqueue.Event readable;

    WaitingTest() throws IOException {
        bench = new ScriptedPoller(KeventLayout.FREEBSD_12);
        Handle socket = ScriptedPoller.socket(7);
        readable = bench.script.event(7, SocketEvents.IN, 0, 0, bench.register(socket, PollAction.IN));
    }

    private long asked(long timeoutNanos) throws IOException {
        bench.script.clear();
        bench.script.answer(readable);
        bench.poll(timeoutNanos);
        assertThat(bench.script.calls()).hasSize(1);
        return bench.script.calls().get(0).nanos();
    }

    @Test
    @Verifies("K11")
    void a_timeout_is_asked_for_to_the_nanosecond_up_to_a_second_less_than_a_day() throws IOException {
        for (long nanos : new long[] {0, 1, 999_999_999, 1_000_000_000, 1_500_000_001, MOST_NANOS - 1, MOST_NANOS}) {
            assertThat(asked(nanos)).isEqualTo(nanos);
        }
        for (long nanos :
                new long[] {MOST_NANOS + 1, TimeUnit.DAYS.toNanos(1), TimeUnit.DAYS.toNanos(30), Long.MAX_VALUE}) {
            assertThat(asked(nanos)).isEqualTo(MOST_NANOS);
        }
        assertThat(asked(Poller.FOREVER)).isEqualTo(-1);
    }

    @Test
    @Verifies("K10")
    void an_interrupted_wait_goes_on_for_the_rest_of_its_time() throws IOException {
        bench.script.fail(Errno.EINTR);
        bench.script.fail(Errno.EINTR);
        bench.script.answer(readable);
        assertThat(bench.poll(1_000_000_000_000L)).isEqualTo(1);
        List<ScriptedKqueue.Call> calls = bench.script.calls();
        assertThat(calls).hasSize(3);
        assertThat(calls.get(0).nanos()).isEqualTo(1_000_000_000_000L);
        assertThat(calls.get(1).nanos()).isLessThan(calls.get(0).nanos());
        assertThat(calls.get(2).nanos())
                .isLessThanOrEqualTo(calls.get(1).nanos())
                .isPositive();
    }

    @Test
    @Verifies("K11")
    void a_wait_that_ends_early_with_nothing_goes_on_until_the_time_is_up() throws IOException {
        bench.script.answer();
        bench.script.answer();
        bench.script.answer(readable);
        assertThat(bench.poll(1_000_000_000_000L)).isEqualTo(1);
        List<ScriptedKqueue.Call> calls = bench.script.calls();
        assertThat(calls).hasSize(3);
        assertThat(calls.get(1).nanos()).isLessThan(calls.get(0).nanos()).isPositive();
        assertThat(calls.get(2).nanos())
                .isLessThanOrEqualTo(calls.get(1).nanos())
                .isPositive();
    }

    @Test
    @Verifies("K10")
    void a_wait_that_is_interrupted_without_end_ends_early() throws IOException {
        for (int i = 0; i < KqueueSet.MOST_INTERRUPTIONS; i++) {
            bench.script.fail(Errno.EINTR);
        }
        assertThat(bench.poll(Poller.FOREVER)).isZero();
        assertThat(bench.script.calls()).hasSize(KqueueSet.MOST_INTERRUPTIONS);
    }

    @Test
    @Verifies("K10")
    void a_wait_that_fails_says_why_and_leaves_the_registrations() throws IOException {
        bench.script.fail(Errno.EBADF);
        assertThatThrownBy(() -> bench.poll(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Bad file descriptor");
        bench.script.answer(readable);
        assertThat(bench.poll(0)).isEqualTo(1);
    }

    @Test
    @Verifies("K7")
    void a_descriptor_that_is_refused_is_news_once_and_asked_for_again_by_each_poll() throws IOException {
        Handle foreign = new Handle(9, new FakePollable(9, false));
        int both = SocketEvents.IN | SocketEvents.ERR;
        bench.announce(foreign, PollAction.IN);
        bench.script.clear();
        bench.script.answer(changes -> List.of(bench.script.outcome(changes.get(0), EINVAL)));
        bench.poll(Poller.FOREVER);
        assertThat(bench.reports).containsExactly(new ScriptedPoller.Report(foreign, both));
        assertThat(bench.script.calls()).as("at once").hasSize(1);
        for (int i = 0; i < 3; i++) {
            bench.script.clear();
            bench.script.answer(changes -> List.of(bench.script.outcome(changes.get(0), EINVAL)));
            bench.script.answer(readable);
            assertThat(bench.poll(Poller.FOREVER)).isEqualTo(2);
            assertThat(bench.reports).contains(new ScriptedPoller.Report(foreign, both));
            assertThat(bench.script.calls())
                    .extracting(ScriptedKqueue.Call::nanos)
                    .containsExactly(-1L, 10_000_000L);
        }
        bench.announce(foreign, PollAction.NONE);
        bench.script.clear();
        assertThat(bench.poll(0)).isZero();
        assertThat(bench.script.calls()).as("there is nothing to ask for").hasSize(1);
    }

    @Test
    @Verifies("K13")
    void a_million_wakeups_are_one_trigger_and_end_one_poll() throws IOException {
        bench.script.clear();
        for (int i = 0; i < 1_000_000; i++) {
            bench.poller.wakeup();
        }
        int user = KeventLayout.FREEBSD_12.userFilter();
        assertThat(bench.changes())
                .containsExactly(new ScriptedKqueue.Change(0, user, 0, Kqueue.NOTE_TRIGGER, PollerWakeup.KEY));
        bench.script.answer(new ScriptedKqueue.Event(0, user, Kqueue.EV_CLEAR, 0, 0, PollerWakeup.KEY));
        assertThat(bench.poll(Poller.FOREVER)).isZero();
        bench.script.clear();
        bench.poller.wakeup();
        assertThat(bench.changes()).as("after the poll there is one again").hasSize(1);
    }

    @Test
    @Verifies("K13")
    void a_system_without_user_events_gets_a_pipe_that_one_byte_is_written_to() throws IOException {
        ScriptedKqueue script = new ScriptedKqueue(KeventLayout.NETBSD_10);
        script.fail(EINVAL);
        try (KqueuePoller poller = KqueuePoller.open(script.syscalls(), script, KeventLayout.NETBSD_10)) {
            assertThat(script.others())
                    .containsExactly(
                            "kqueue",
                            "setCloseOnExec 1000",
                            "pipe ",
                            "setNonBlocking 2000",
                            "setCloseOnExec 2000",
                            "setNonBlocking 2001",
                            "setCloseOnExec 2001");
            ScriptedKqueue.Change registration = script.calls().get(1).changes().get(0);
            assertThat(registration).isEqualTo(script.change(2000, SocketEvents.IN, Kqueue.EV_ADD, PollerWakeup.KEY));
            script.clear();
            for (int i = 0; i < 1000; i++) {
                poller.wakeup();
            }
            assertThat(script.others()).containsExactly("write 2001");
            script.answer(script.event(2000, SocketEvents.IN, 0, 0, PollerWakeup.KEY));
            assertThat(poller.poll(Poller.FOREVER, (socket, events) -> {})).isZero();
            assertThat(script.others()).containsExactly("write 2001", "read 2000");
            script.clear();
        }
        assertThat(script.others()).containsExactlyInAnyOrder("close 1000", "close 2000", "close 2001");
    }

    @Test
    @Verifies("K13")
    void a_wakeup_that_fails_says_so_and_the_next_one_tries_again() throws IOException {
        bench.script.fail(ENOMEM);
        assertThatThrownBy(bench.poller::wakeup)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("wakeup");
        bench.script.clear();
        bench.script.fail(Errno.EINTR);
        bench.poller.wakeup();
        assertThat(bench.script.calls()).as("interrupted once").hasSize(2);
        bench.script.clear();
        bench.poller.close();
        bench.poller.wakeup();
        assertThat(bench.script.calls()).as("closed").isEmpty();
    }

    @Test
    @Verifies("K15")
    void an_opening_that_fails_says_why_and_leaves_nothing_open() {
        String[] names = {"kqueue", "setCloseOnExec", "pipe", "setNonBlocking"};
        for (String name : names) {
            ScriptedKqueue script = new ScriptedKqueue(KeventLayout.NETBSD_10);
            script.fail(name, EMFILE);
            script.fail(EINVAL);
            assertThatThrownBy(() -> KqueuePoller.open(script.syscalls(), script, script.layout()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Too many open files")
                    .hasMessageContaining("ulimit");
            assertOpenedIsClosed(script);
        }
        for (int failing = 0; failing < 2; failing++) {
            ScriptedKqueue script = new ScriptedKqueue(KeventLayout.NETBSD_10);
            if (failing == 1) {
                script.fail(EINVAL);
            }
            script.fail(ENOMEM);
            assertThatThrownBy(() -> KqueuePoller.open(script.syscalls(), script, script.layout()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("wakeup");
            assertOpenedIsClosed(script);
        }
    }

    private static void assertOpenedIsClosed(ScriptedKqueue script) {
        boolean hasPipe = script.others().stream().anyMatch(call -> call.startsWith("setNonBlocking"));
        boolean hasKqueue = script.others().contains("setCloseOnExec 1000");
        long closes = script.others().stream()
                .filter(call -> call.startsWith("close"))
                .count();
        assertThat(closes).as("%s", script.others()).isEqualTo((hasPipe ? 2 : 0) + (hasKqueue ? 1 : 0));
    }
}
