package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NioPollerTest {

    private static final long MILLI = 1_000_000;
    private static final long LONG = 20_000 * MILLI;

    private final List<SocketHandle> reported = new ArrayList<>();
    private NioWakeup readable;
    private Handle handle;

    @BeforeEach
    void open() throws IOException {
        readable = NioWakeup.open();
        handle = new Handle(readable);
    }

    @AfterEach
    void close() {
        readable.close();
    }

    @Test
    void timeouts_are_rounded_up_to_milliseconds_and_capped() {
        assertThat(NioPoller.toMillis(-1)).isEqualTo(-1);
        assertThat(NioPoller.toMillis(0)).isZero();
        assertThat(NioPoller.toMillis(1)).isEqualTo(1);
        assertThat(NioPoller.toMillis(MILLI)).isEqualTo(1);
        assertThat(NioPoller.toMillis(MILLI + 1)).isEqualTo(2);
        assertThat(NioPoller.toMillis(Integer.MAX_VALUE * MILLI)).isEqualTo(Integer.MAX_VALUE);
        assertThat(NioPoller.toMillis(Integer.MAX_VALUE * MILLI + 1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(NioPoller.toMillis(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> NioPoller.toMillis(-2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_interrupt_during_a_poll_ends_it_and_keeps_its_flag() throws Exception {
        Thread polling = Thread.currentThread();
        Thread interrupter = new Thread(polling::interrupt);
        boolean kept;
        long begin = System.nanoTime();
        try (NioPoller poller = poller((selector, action, millis) -> {
            interrupter.start();
            SelectCall.JDK.select(selector, action, millis);
        })) {
            poller.poll(LONG, this::report);
        } finally {
            kept = Thread.interrupted();
        }
        interrupter.join();
        assertThat(kept).isTrue();
        assertThat(System.nanoTime() - begin).isLessThan(LONG);
    }

    @Test
    void an_interrupt_before_a_poll_ends_that_poll_and_no_other() throws IOException {
        List<Long> waits = new ArrayList<>();
        try (NioPoller poller = poller((selector, action, millis) -> waits.add(millis))) {
            Thread.currentThread().interrupt();
            poller.poll(50 * MILLI, this::report);
            poller.poll(50 * MILLI, this::report);
            assertThat(Thread.interrupted()).isTrue();
            poller.poll(50 * MILLI, this::report);
            Thread.currentThread().interrupt();
            poller.poll(50 * MILLI, this::report);
        } finally {
            Thread.interrupted();
        }
        assertThat(waits).containsExactly(0L, 50L, 50L, 0L);
    }

    @Test
    void the_flag_is_hidden_from_the_selector_which_would_spin() throws IOException {
        List<Boolean> flags = new ArrayList<>();
        try (NioPoller poller = poller(
                (selector, action, millis) -> flags.add(Thread.currentThread().isInterrupted()))) {
            Thread.currentThread().interrupt();
            poller.poll(50 * MILLI, this::report);
            poller.poll(50 * MILLI, this::report);
        } finally {
            Thread.interrupted();
        }
        assertThat(flags).containsExactly(false, false);
    }

    @Test
    void a_selector_that_returns_for_no_reason_is_replaced_after_512_times_and_not_before() throws IOException {
        Script script = new Script();
        try (NioPoller poller = poller(script)) {
            poller.onSocket(handle, PollAction.IN, null);
            script.returnForNoReason = true;
            poll(poller, NioPoller.PREMATURE_LIMIT - 1);
            assertThat(poller.rebuilds()).isZero();
            poll(poller, 1);
            assertThat(poller.rebuilds()).isEqualTo(1);
            script.returnForNoReason = false;
            readable.wakeup();
            assertThat(poller.poll(LONG, this::report)).isEqualTo(1);
            assertThat(reported).containsExactly(handle);
        }
    }

    @Test
    void a_report_or_a_full_wait_begins_the_count_anew() throws IOException {
        Script script = new Script();
        try (NioPoller poller = poller(script)) {
            poller.onSocket(handle, PollAction.IN, null);
            for (int round = 0; round < 2; round++) {
                script.returnForNoReason = true;
                poll(poller, NioPoller.PREMATURE_LIMIT - 1);
                script.returnForNoReason = false;
                readable.wakeup();
                poll(poller, 1);
                readable.drain();
                script.returnForNoReason = true;
                poll(poller, NioPoller.PREMATURE_LIMIT - 1);
                script.returnForNoReason = false;
                poller.poll(MILLI, this::report);
            }
            assertThat(poller.rebuilds()).isZero();
        }
    }

    @Test
    void wakeups_and_mere_looks_do_not_count() throws IOException {
        Script script = new Script();
        try (NioPoller poller = poller(script)) {
            for (int i = 0; i < 2 * NioPoller.PREMATURE_LIMIT; i++) {
                script.returnForNoReason = false;
                poller.wakeup();
                poll(poller, 1);
                script.returnForNoReason = true;
                poller.poll(0, this::report);
            }
            assertThat(poller.rebuilds()).isZero();
        }
    }

    @Test
    void every_registration_is_kept_as_it_was_when_the_selector_is_replaced() throws IOException {
        Script script = new Script();
        NioWakeup paused = NioWakeup.open();
        NioWakeup removed = NioWakeup.open();
        try (NioPoller poller = poller(script)) {
            Handle pausedHandle = new Handle(paused);
            Handle removedHandle = new Handle(removed);
            poller.onSocket(handle, PollAction.IN, null);
            poller.onSocket(pausedHandle, PollAction.NONE, null);
            poller.onSocket(removedHandle, PollAction.IN, null);
            poller.onSocket(removedHandle, PollAction.REMOVE, null);
            readable.wakeup();
            paused.wakeup();
            removed.wakeup();
            script.failures = 1;
            poller.poll(LONG, this::report);
            assertThat(reported).containsExactly(handle);
            poller.onSocket(handle, PollAction.REMOVE, null);
            poller.onSocket(pausedHandle, PollAction.IN, null);
            poller.poll(LONG, this::report);
            assertThat(reported).containsExactly(handle, pausedHandle);
        } finally {
            paused.close();
            removed.close();
        }
    }

    @Test
    void a_select_that_fails_once_costs_a_selector_and_nothing_else() throws IOException {
        Script script = new Script();
        try (NioPoller poller = poller(script)) {
            poller.onSocket(handle, PollAction.IN, null);
            readable.wakeup();
            script.failures = 1;
            assertThat(poller.poll(LONG, this::report)).isEqualTo(1);
            assertThat(poller.rebuilds()).isEqualTo(1);
        }
    }

    @Test
    void a_select_that_fails_twice_is_an_error_and_the_registrations_stay() throws IOException {
        Script script = new Script();
        try (NioPoller poller = poller(script)) {
            poller.onSocket(handle, PollAction.IN, null);
            readable.wakeup();
            script.failures = 2;
            assertThatThrownBy(() -> poller.poll(LONG, this::report))
                    .isInstanceOf(IOException.class)
                    .hasMessage("on purpose");
            assertThat(poller.poll(LONG, this::report)).isEqualTo(1);
        }
    }

    @Test
    void a_wakeup_that_went_to_the_old_selector_is_not_lost() throws IOException {
        Script script = new Script();
        try (NioPoller poller = poller(script)) {
            script.failures = 1;
            script.beforeFailing = poller::wakeup;
            long begin = System.nanoTime();
            poller.poll(LONG, this::report);
            assertThat(System.nanoTime() - begin).isLessThan(LONG);
        }
    }

    @Test
    void a_selector_closed_by_other_code_is_an_error() throws IOException {
        try (NioPoller poller = poller((selector, action, millis) -> {
            selector.close();
            selector.selectNow(action);
        })) {
            assertThatThrownBy(() -> poller.poll(LONG, this::report))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed by other code");
        }
    }

    @Test
    void a_poll_inside_a_poll_is_refused() throws IOException {
        try (NioPoller poller = poller(SelectCall.JDK)) {
            poller.onSocket(handle, PollAction.IN, null);
            readable.wakeup();
            poller.poll(LONG, (socket, events) -> assertThatThrownBy(() -> poller.poll(0, this::report))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside a poll"));
            assertThat(poller.poll(LONG, this::report)).isEqualTo(1);
        }
    }

    @Test
    void the_sink_may_close_the_poller() throws IOException {
        NioWakeup second = NioWakeup.open();
        NioPoller poller = poller(SelectCall.JDK);
        try {
            poller.onSocket(handle, PollAction.IN, null);
            poller.onSocket(new Handle(second), PollAction.IN, null);
            readable.wakeup();
            second.wakeup();
            assertThat(poller.poll(LONG, (socket, events) -> poller.close())).isEqualTo(1);
            assertThatThrownBy(() -> poller.poll(0, this::report)).isInstanceOf(IllegalStateException.class);
        } finally {
            second.close();
        }
    }

    @Test
    void a_channel_closed_by_other_code_is_silent_and_cannot_be_announced_again() throws IOException {
        try (NioPoller poller = poller(SelectCall.JDK)) {
            NioWakeup second = NioWakeup.open();
            Handle other = new Handle(second);
            poller.onSocket(handle, PollAction.IN, null);
            poller.onSocket(other, PollAction.IN, null);
            readable.wakeup();
            second.wakeup();
            poller.poll(LONG, (socket, events) -> {
                report(socket, events);
                readable.close();
                second.close();
            });
            assertThat(reported).hasSize(1);
            assertThat(poller.poll(0, this::report)).isZero();
            assertThatThrownBy(() -> poller.onSocket(other, PollAction.IN, null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("socket 7, which is closed");
            poller.onSocket(other, PollAction.REMOVE, null);
        }
    }

    @Test
    void a_late_remove_of_a_former_handle_does_not_touch_the_present_one() throws IOException {
        try (NioPoller poller = poller(SelectCall.JDK)) {
            Handle present = new Handle(readable);
            poller.onSocket(handle, PollAction.IN, null);
            poller.onSocket(handle, PollAction.REMOVE, null);
            poller.onSocket(present, PollAction.IN, null);
            poller.onSocket(handle, PollAction.REMOVE, null);
            readable.wakeup();
            poller.poll(LONG, this::report);
            assertThat(reported).containsExactly(present);
        }
    }

    @Test
    void cancelled_keys_are_let_go_of_after_64_without_a_poll() throws IOException {
        try (NioPoller poller = poller(SelectCall.JDK)) {
            for (int i = 1; i < NioPoller.CANCELLED_LIMIT; i++) {
                cycle(poller);
            }
            Handle last = new Handle(NioWakeup.open());
            poller.onSocket(last, PollAction.IN, null);
            poller.wakeup();
            poller.onSocket(last, PollAction.REMOVE, null);
            assertThat(NioBackend.channel(last).isRegistered()).as("the 64th").isFalse();
            long begin = System.nanoTime();
            poller.poll(LONG, this::report);
            assertThat(System.nanoTime() - begin)
                    .as("the wakeup is still there")
                    .isLessThan(LONG);
            ((NioWakeup) last.pollable()).close();
        }
    }

    private static void cycle(Poller poller) throws IOException {
        NioWakeup wakeup = NioWakeup.open();
        Handle socket = new Handle(wakeup);
        poller.onSocket(socket, PollAction.IN, null);
        poller.onSocket(socket, PollAction.REMOVE, null);
        assertThat(NioBackend.channel(socket).isRegistered())
                .as("before the 64th")
                .isTrue();
        wakeup.close();
    }

    private static NioPoller poller(SelectCall call) throws IOException {
        return NioPoller.open(call, NioWakeup.open());
    }

    private void poll(NioPoller poller, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            poller.poll(LONG, this::report);
        }
    }

    private void report(SocketHandle socket, int events) {
        assertThat(events).isEqualTo(SocketEvents.IN);
        reported.add(socket);
    }

    /** The selector's own call, or a defect of it. */
    private static final class Script implements SelectCall {
        private boolean returnForNoReason;
        private int failures;
        private Runnable beforeFailing = () -> {};

        @Override
        public void select(Selector selector, Consumer<SelectionKey> action, long millis) throws IOException {
            if (failures > 0) {
                failures--;
                beforeFailing.run();
                throw new IOException("on purpose");
            }
            if (!returnForNoReason) {
                SelectCall.JDK.select(selector, action, millis);
            }
        }
    }
}
