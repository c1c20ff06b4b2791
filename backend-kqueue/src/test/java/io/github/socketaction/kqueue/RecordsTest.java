package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.kqueue.ScriptedPoller.Report;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel reports, and what is made of it. */
@DisabledOnOs(OS.WINDOWS) // which has no system calls to script
class RecordsTest {

    private static final int IN = SocketEvents.IN;
    private static final int OUT = SocketEvents.OUT;
    private static final int ERR = SocketEvents.ERR;
    private static final int EOF = Kqueue.EV_EOF;

    @ParameterizedTest
    @EnumSource
    @Verifies("K8")
    void the_two_filters_of_a_socket_are_one_report_however_far_apart(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle first = ScriptedPoller.socket(7);
        Handle second = ScriptedPoller.socket(8);
        long one = bench.register(first, PollAction.INOUT);
        long two = bench.register(second, PollAction.INOUT);
        bench.script.answer(
                bench.script.event(7, IN, 0, 0, one),
                bench.script.event(8, OUT, 0, 0, two),
                bench.script.event(7, OUT, 0, 0, one));
        assertThat(bench.poll(0)).isEqualTo(2);
        assertThat(bench.reports).containsExactly(new Report(first, IN | OUT), new Report(second, OUT));
        bench.poll(0);
        assertThat(bench.reports).as("nothing is left of it").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K8")
    void an_end_without_an_error_is_readable_and_nothing_else_each_time(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        long key = bench.register(socket, PollAction.INOUT);
        for (int i = 0; i < 3; i++) { // as long as there are bytes before it, and after that
            bench.script.answer(bench.script.event(7, IN, EOF, 0, key));
            bench.poll(0);
            assertThat(bench.reports).containsExactly(new Report(socket, IN));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K8")
    void an_end_with_an_error_and_an_end_of_writing_let_everything_be_tried(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        long key = bench.register(socket, PollAction.INOUT);
        ScriptedKqueue.Event[] events = {
            bench.script.event(7, IN, EOF, Errno.ECONNRESET, key),
            bench.script.event(7, OUT, EOF, Errno.ECONNRESET, key),
            bench.script.event(7, OUT, EOF, 0, key),
        };
        for (ScriptedKqueue.Event event : events) {
            bench.script.answer(event);
            bench.poll(0);
            assertThat(bench.reports).as("%s", event).containsExactly(new Report(socket, IN | OUT | ERR));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K8")
    void what_is_not_wanted_any_more_is_not_reported(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        long key = bench.register(socket, PollAction.INOUT);
        bench.announce(socket, PollAction.OUT);
        bench.script.answer(bench.script.event(7, IN, EOF, 0, key));
        assertThat(bench.poll(0)).isZero();
        bench.announce(socket, PollAction.NONE);
        bench.script.answer(bench.script.event(7, OUT, EOF, Errno.ECONNRESET, key));
        assertThat(bench.poll(0)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K9")
    void a_record_of_a_former_owner_of_the_number_is_dropped_and_taken_out(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle former = ScriptedPoller.socket(7);
        long stale = bench.register(former, PollAction.IN);
        bench.announce(former, PollAction.REMOVE);
        Handle owner = ScriptedPoller.socket(7);
        long key = bench.register(owner, PollAction.IN);
        assertThat(key).as("the same slot in another generation").isNotEqualTo(stale);
        assertThat((int) key).isEqualTo((int) stale);
        bench.script.answer(bench.script.event(9, OUT, 0, 0, stale), bench.script.event(7, IN, 0, 0, key));
        bench.poll(0);
        assertThat(bench.reports).containsExactly(new Report(owner, IN));
        assertThat(bench.changes())
                .containsExactly(bench.script.change(9, OUT, Kqueue.EV_DELETE | Kqueue.EV_RECEIPT, 0));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K9")
    void what_an_earlier_report_has_removed_or_replaced_is_not_reported(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        List<Handle> sockets = new ArrayList<>();
        List<ScriptedKqueue.Event> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sockets.add(ScriptedPoller.socket(7 + i));
            events.add(bench.script.event(7 + i, IN, 0, 0, bench.register(sockets.get(i), PollAction.IN)));
        }
        bench.script.answer(events.toArray(ScriptedKqueue.Event[]::new));
        Handle newcomer = ScriptedPoller.socket(8);
        List<Object> reported = new ArrayList<>();
        bench.poller.poll(0, (socket, bits) -> {
            reported.add(socket);
            ScriptedPoller.pollable(sockets.get(1)).close();
            bench.announce(sockets.get(1), PollAction.REMOVE);
            bench.announce(newcomer, PollAction.IN);
        });
        assertThat(reported).containsExactly(sockets.get(0), sockets.get(2));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("K12")
    void the_array_of_records_grows_when_it_was_full(KeventLayout layout) throws IOException {
        ScriptedPoller bench = new ScriptedPoller(layout);
        Handle socket = ScriptedPoller.socket(7);
        long key = bench.register(socket, PollAction.IN);
        for (int room = KqueueSet.FIRST_EVENTS; room < KqueueSet.MOST_EVENTS; room *= 2) {
            answerFull(bench, room - 1, key);
            answerFull(bench, room, key);
            bench.poll(0);
            bench.poll(0);
            assertThat(bench.script.calls().get(1).room()).as("not full").isEqualTo(room);
            bench.script.clear();
        }
        answerFull(bench, KqueueSet.MOST_EVENTS, key);
        bench.poll(0);
        bench.poll(0);
        assertThat(bench.script.calls().get(1).room()).as("not for ever").isEqualTo(KqueueSet.MOST_EVENTS);
        assertThat(KqueueSet.FIRST_EVENTS).isGreaterThanOrEqualTo(KqueueSet.MOST_CHANGES);
    }

    private static void answerFull(ScriptedPoller bench, int count, long key) {
        ScriptedKqueue.Event[] events = new ScriptedKqueue.Event[count];
        java.util.Arrays.fill(events, bench.script.event(7, IN, 0, 0, key));
        bench.script.answer(events);
    }
}
