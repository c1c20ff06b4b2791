package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a wakeup that comes before the wait. */
class EventLoopWakeupTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final VirtualClock clock = new VirtualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, MemoryBackend.Trigger.LEVEL);

    @Test
    @Verifies("W11")
    void a_wakeup_before_poll_ends_that_poll_at_once_and_no_other() {
        try (EventLoop loop = loop()) {
            loop.wakeup();
            loop.poll(HOUR);
            assertThat(clock.elapsed()).isZero();
            loop.poll(HOUR);
            assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1).toNanos());
        }
    }

    @Test
    @Verifies("W11")
    void performing_does_not_take_a_wakeup_away_from_poll() {
        try (EventLoop loop = loop()) {
            loop.wakeup();
            loop.perform();
            loop.perform();
            loop.poll(HOUR);
            assertThat(clock.elapsed()).isZero();
            loop.perform();
            loop.poll(HOUR);
            assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1).toNanos());
        }
    }

    private EventLoop loop() {
        return new EventLoop(backend, MultiOptions.builder().clock(clock).build());
    }
}
