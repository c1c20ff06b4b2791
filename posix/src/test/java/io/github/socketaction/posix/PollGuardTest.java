package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.Poller;
import io.github.socketaction.testkit.Verifies;
import org.junit.jupiter.api.Test;

class PollGuardTest {

    private final PollGuard guard = new PollGuard();

    @Test
    @Verifies("K5")
    void a_poll_inside_a_poll_is_refused_and_the_outer_one_goes_on() {
        guard.begin(0);
        assertThatThrownBy(() -> guard.begin(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside a poll");
        guard.end();
        assertThatCode(() -> guard.begin(Poller.FOREVER)).doesNotThrowAnyException();
    }

    @Test
    void a_time_below_for_ever_is_refused_and_begins_nothing() {
        assertThatThrownBy(() -> guard.begin(Poller.FOREVER - 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> guard.begin(Long.MAX_VALUE)).doesNotThrowAnyException();
    }

    @Test
    @Verifies("B51")
    void a_closed_poller_refuses_and_is_closed_once() {
        assertThat(guard.isClosed()).isFalse();
        assertThat(guard.close()).isTrue();
        assertThat(guard.close()).isFalse();
        assertThat(guard.isClosed()).isTrue();
        assertThatThrownBy(() -> guard.begin(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(guard::requireOpen).isInstanceOf(IllegalStateException.class);
    }
}
