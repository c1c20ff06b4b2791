package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.nio.PausingPipe.Pause;
import io.github.socketaction.nio.PausingPipe.Place;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls while another thread is in the middle of a wakeup: each wakeup ends one poll, none ends two. */
@Timeout(120)
class WakeupInTheMiddleTest {

    private static final long MILLI = 1_000_000;
    private static final long LONG = 20_000 * MILLI;
    private static final long SHORT = 30 * MILLI;

    private final PausingPipe pipe = PausingPipe.make();
    private final NioWakeup wakeup = new NioWakeup(pipe);
    private int selectsToFail;
    private final NioPoller poller = NioPoller.open(
            (selector, action, millis) -> {
                if (selectsToFail > 0) {
                    selectsToFail--;
                    throw new IOException("on purpose");
                }
                SelectCall.JDK.select(selector, action, millis);
            },
            wakeup);

    WakeupInTheMiddleTest() throws IOException {}

    @AfterEach
    void close() {
        poller.close();
    }

    @Test
    @Verifies({"B41", "W10"})
    void a_wakeup_that_is_only_begun_ends_one_poll_and_does_so_when_it_is_made() throws Exception {
        Pause waker = pipe.pause(Place.BEFORE, wakeup);
        assertPollWaits();
        waker.goOn();
        assertPollReturnsAtOnce();
        assertPollWaits();
    }

    @Test
    @Verifies({"B41", "W10"})
    void a_wakeup_that_has_ended_a_poll_before_it_returned_ends_no_other_and_the_next_one_is_not_lost()
            throws Exception {
        Pause waker = pipe.pause(Place.AFTER, wakeup);
        assertPollReturnsAtOnce();
        waker.goOn();
        assertPollWaits();
        poller.wakeup();
        assertPollReturnsAtOnce();
        assertPollWaits();
    }

    @Test
    @Verifies({"B41", "B43"})
    void a_wakeup_does_not_depend_on_another_one_that_is_only_begun() throws Exception {
        Pause waker = pipe.pause(Place.BEFORE, wakeup);
        poller.wakeup();
        assertPollReturnsAtOnce();
        waker.goOn();
        assertPollReturnsAtOnce();
        assertPollWaits();
    }

    @Test
    @Verifies({"B41", "B43"})
    void wakeups_on_both_sides_of_one_that_is_only_begun_are_not_lost_with_it() throws Exception {
        Pause waker = pipe.pause(Place.BEFORE, wakeup);
        poller.wakeup();
        assertPollReturnsAtOnce();
        poller.wakeup();
        waker.goOn(); // its byte comes beside the other one, and what it knows is out of date
        poller.wakeup();
        assertPollReturnsAtOnce();
        assertPollWaits();
        poller.wakeup();
        assertPollReturnsAtOnce();
    }

    @Test
    @Verifies({"B41", "B43"})
    void letting_go_of_cancelled_keys_takes_no_wakeup_away_and_adds_none() throws Exception {
        Pause waker = pipe.pause(Place.BEFORE, wakeup);
        letGoOfCancelledKeys();
        waker.goOn();
        letGoOfCancelledKeys();
        assertPollReturnsAtOnce();
        assertPollWaits();
    }

    @Test
    @Verifies({"B41", "B43"})
    void a_selector_that_is_replaced_takes_no_wakeup_away_and_adds_none() throws Exception {
        Pause waker = pipe.pause(Place.AFTER, wakeup);
        selectsToFail = 1;
        assertPollReturnsAtOnce();
        waker.goOn();
        assertPollWaits();
        assertThat(poller.rebuilds()).isEqualTo(1);
    }

    @Test
    @Verifies({"B41", "B49"})
    void an_interrupted_thread_can_wake_and_be_woken() throws Exception {
        Thread.currentThread().interrupt();
        poller.wakeup();
        assertThat(Thread.interrupted()).isTrue();
        assertPollReturnsAtOnce();
        assertPollWaits();
        poller.wakeup();
        Thread.currentThread().interrupt();
        assertThat(poller.poll(LONG, (socket, events) -> {})).isZero();
        assertThat(Thread.interrupted()).isTrue();
        assertPollWaits();
    }

    private void letGoOfCancelledKeys() throws IOException {
        for (int i = 0; i < NioPoller.CANCELLED_LIMIT; i++) {
            NioWakeup other = NioWakeup.open();
            Handle socket = new Handle(other);
            poller.onSocket(socket, PollAction.IN, null);
            poller.onSocket(socket, PollAction.REMOVE, null);
            other.close();
        }
    }

    private void assertPollReturnsAtOnce() throws IOException {
        long begin = System.nanoTime();
        assertThat(poller.poll(LONG, (socket, events) -> {})).isZero();
        assertThat(System.nanoTime() - begin).as("nanoseconds of a woken poll").isLessThan(LONG);
    }

    private void assertPollWaits() throws IOException {
        long begin = System.nanoTime();
        assertThat(poller.poll(SHORT, (socket, events) -> {})).isZero();
        assertThat(System.nanoTime() - begin)
                .as("nanoseconds of a poll that nobody woke")
                .isGreaterThanOrEqualTo(SHORT);
    }
}
