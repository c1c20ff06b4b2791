package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.kqueue.ScriptedKqueue.Change;
import io.github.socketaction.kqueue.ScriptedKqueue.Event;
import io.github.socketaction.kqueue.ScriptedPoller.Report;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel is told, and what becomes of it. */
@DisabledOnOs(OS.WINDOWS) // which has no system calls to script
class ChangeListTest {

    private static final int ADD = Kqueue.EV_ADD;
    private static final int DELETE = Kqueue.EV_DELETE;
    private static final int DELETE_NOW = Kqueue.EV_DELETE | Kqueue.EV_RECEIPT;
    private static final int IN = SocketEvents.IN;
    private static final int OUT = SocketEvents.OUT;
    private static final int ERR = SocketEvents.ERR;
    private static final int EPIPE = number(jnr.constants.platform.Errno.EPIPE);
    private static final int EINVAL = number(jnr.constants.platform.Errno.EINVAL);
    private static final int ENOMEM = number(jnr.constants.platform.Errno.ENOMEM);

    private static int number(jnr.constants.platform.Errno errno) {
        return errno.intValue();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K4")
    void changes_go_with_the_call_that_waits_and_only_those_that_change_something(KeventLayout layout)
            throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        bench.announce(socket, PollAction.OUT);
        bench.announce(socket, PollAction.INOUT);
        bench.announce(socket, PollAction.IN);
        assertThat(bench.script.calls()).isEmpty();
        bench.poll(0);
        assertThat(bench.script.calls()).hasSize(1);
        long key = bench.changes().get(0).key();
        assertThat(bench.changes()).containsExactly(bench.script.change(7, IN, ADD, key));
        bench.script.clear();
        bench.announce(socket, PollAction.OUT);
        bench.announce(socket, PollAction.IN);
        bench.poll(0);
        assertThat(bench.changes()).as("it comes to nothing").isEmpty();
        bench.announce(socket, PollAction.INOUT);
        bench.poll(0);
        assertThat(bench.changes())
                .as("reading is not added again")
                .containsExactly(bench.script.change(7, OUT, ADD, key));
        bench.script.clear();
        bench.announce(socket, PollAction.OUT);
        bench.poll(0);
        assertThat(bench.changes()).containsExactly(bench.script.change(7, IN, DELETE, key));
        bench.script.clear();
        bench.announce(socket, PollAction.INOUT);
        bench.announce(socket, PollAction.NONE);
        bench.poll(0);
        assertThat(bench.changes()).containsExactly(bench.script.change(7, OUT, DELETE, key));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K5")
    void a_remove_deletes_both_filters_at_once_with_receipts_and_so_does_a_close(KeventLayout layout)
            throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        for (boolean isClosed : new boolean[] {true, false}) {
            Handle socket = ScriptedPoller.socket(7);
            bench.register(socket, PollAction.INOUT);
            if (isClosed) {
                ScriptedPoller.pollable(socket).close();
            } else {
                bench.announce(socket, PollAction.REMOVE);
            }
            assertThat(bench.script.calls()).hasSize(1);
            assertThat(bench.script.calls().get(0).room())
                    .as("a receipt each and no event")
                    .isEqualTo(2);
            assertThat(bench.changes())
                    .containsExactly(
                            bench.script.change(7, IN, DELETE_NOW, 0), bench.script.change(7, OUT, DELETE_NOW, 0));
            bench.announce(socket, PollAction.REMOVE);
            assertThat(bench.script.calls()).hasSize(1);
            bench.script.clear();
        }
        Handle none = ScriptedPoller.socket(8);
        bench.register(none, PollAction.IN);
        bench.announce(none, PollAction.NONE);
        bench.poll(0);
        bench.script.clear();
        bench.announce(none, PollAction.REMOVE);
        assertThat(bench.script.calls()).as("it is out already").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K5")
    void another_handle_of_the_same_descriptor_takes_its_place_under_a_key_of_its_own(KeventLayout layout)
            throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        FakePollable pollable = new FakePollable(7, true);
        Handle first = new Handle(1, pollable);
        Handle second = new Handle(2, pollable);
        long before = bench.register(first, PollAction.INOUT);
        bench.announce(second, PollAction.OUT);
        assertThat(bench.changes())
                .containsExactly(bench.script.change(7, IN, DELETE_NOW, 0), bench.script.change(7, OUT, DELETE_NOW, 0));
        bench.script.clear();
        bench.poll(0);
        long after = bench.changes().get(0).key();
        assertThat(after).isNotEqualTo(before);
        assertThat(bench.changes()).containsExactly(bench.script.change(7, OUT, ADD, after));
        bench.script.answer(bench.script.event(7, OUT, 0, 0, after));
        bench.poll(0);
        assertThat(bench.reports).containsExactly(new Report(second, OUT));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K6")
    void one_change_that_fails_among_a_hundred_fails_its_own_socket_and_no_other(KeventLayout layout)
            throws IOException {
        for (int k = 0; k < 100; k++) {
            ScriptedPoller bench = new ScriptedPoller(layout);
            List<Handle> sockets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sockets.add(ScriptedPoller.socket(10 + i));
                bench.announce(sockets.get(i), PollAction.IN);
            }
            int failing = k;
            bench.script.answer(changes -> List.of(bench.script.outcome(changes.get(failing), ENOMEM)));
            assertThat(bench.poll(Poller.FOREVER)).isEqualTo(1);
            assertThat(bench.changes()).hasSize(100);
            assertThat(bench.reports).containsExactly(new Report(sockets.get(k), IN | ERR));
            for (int i = 0; i < 100; i++) {
                assertThat(ScriptedPoller.pollable(sockets.get(i)).failure() != null)
                        .isEqualTo(i == k);
            }
            bench.script.clear();
            bench.poll(0);
            assertThat(bench.changes()).as("all others were made").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K6")
    void there_is_room_for_an_error_of_each_change(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        List<Handle> sockets = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sockets.add(ScriptedPoller.socket(10 + i));
            bench.announce(sockets.get(i), PollAction.INOUT);
        }
        bench.poll(1_000_000);
        assertThat(bench.changes()).hasSize(1000).doesNotHaveDuplicates();
        int calls = bench.script.calls().size();
        for (int i = 0; i < calls; i++) {
            ScriptedKqueue.Call call = bench.script.calls().get(i);
            assertThat(call.changes().size()).isLessThanOrEqualTo(call.room());
            if (!call.changes().isEmpty()) {
                boolean isLast = call.changes().contains(bench.changes().get(999));
                assertThat(call.nanos()).as("only the last one waits").isEqualTo(isLast ? 1_000_000 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K6")
    void a_record_of_a_change_is_no_event_and_0_in_it_no_error(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        long key = bench.register(socket, PollAction.IN);
        bench.announce(socket, PollAction.INOUT);
        bench.script.answer(bench.script.outcome(bench.script.change(7, OUT, ADD, key), 0));
        assertThat(bench.poll(0)).isZero();
        assertThat(ScriptedPoller.pollable(socket).failure()).isNull();
        bench.script.clear();
        bench.poll(0);
        assertThat(bench.changes()).as("it was made").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K6")
    void a_delete_of_what_is_not_there_or_fails_concerns_nobody(KeventLayout layout) throws IOException {
        for (int errno : new int[] {Errno.ENOENT, Errno.EBADF, EINVAL}) {
            ScriptedPoller bench = new ScriptedPoller(layout);
            Handle socket = ScriptedPoller.socket(7);
            long key = bench.register(socket, PollAction.INOUT);
            bench.announce(socket, PollAction.OUT);
            bench.script.answer(bench.script.outcome(bench.script.change(7, IN, DELETE, key), errno));
            assertThat(bench.poll(0)).isZero();
            Event[] receipts = {
                bench.script.outcome(bench.script.change(7, OUT, DELETE_NOW, 0), errno),
            };
            bench.script.answer(receipts);
            bench.announce(socket, PollAction.REMOVE);
            bench.script.fail(errno);
            Handle another = ScriptedPoller.socket(8);
            bench.announce(another, PollAction.IN);
            assertThat(ScriptedPoller.pollable(socket).failure()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K6")
    void an_add_that_fails_says_why_to_the_user_of_that_socket_once(KeventLayout layout) throws IOException {
        for (int errno : new int[] {Errno.ENOENT, Errno.EBADF, EINVAL, ENOMEM}) {
            ScriptedPoller bench = new ScriptedPoller(layout);
            Handle bad = ScriptedPoller.socket(7);
            long key = bench.register(bad, PollAction.OUT);
            bench.announce(bad, PollAction.IN);
            bench.script.answer(bench.script.outcome(bench.script.change(7, IN, ADD, key), errno));
            bench.poll(Long.MAX_VALUE);
            assertThat(bench.reports).containsExactly(new Report(bad, IN | ERR));
            assertThat(ScriptedPoller.pollable(bad).failure())
                    .hasMessageContaining("descriptor 7")
                    .hasMessageContaining("kqueue")
                    .hasMessageContaining(Errno.text(errno));
            assertThat(bench.poll(0)).as("once").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K6")
    void a_pipe_that_nobody_reads_is_looked_at_instead_of_failed(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle pipe = ScriptedPoller.socket(7);
        long key = bench.register(pipe, PollAction.IN);
        bench.announce(pipe, PollAction.INOUT);
        bench.script.answer(bench.script.outcome(bench.script.change(7, OUT, ADD, key), EPIPE));
        assertThat(bench.poll(0)).isEqualTo(1);
        assertThat(bench.reports).containsExactly(new Report(pipe, IN | OUT | ERR));
        assertThat(ScriptedPoller.pollable(pipe).failure()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K10")
    void an_interrupted_call_has_made_its_changes_and_another_failure_has_not(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        bench.announce(socket, PollAction.IN);
        bench.script.fail(Errno.EINTR);
        bench.poll(0);
        assertThat(bench.script.calls()).hasSize(2);
        assertThat(bench.script.calls().get(1).changes()).as("not made again").isEmpty();
        bench.script.clear();
        bench.announce(socket, PollAction.INOUT);
        bench.script.fail(ENOMEM);
        assertThatThrownBy(() -> bench.poll(0)).isInstanceOf(IOException.class).hasMessageContaining("kqueue");
        List<Change> failed = bench.changes();
        bench.script.clear();
        bench.poll(0);
        assertThat(bench.changes()).as("made now").isEqualTo(failed).hasSize(1);
    }
}
