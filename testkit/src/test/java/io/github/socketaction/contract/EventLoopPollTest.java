package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ready-made loop waits for, for how long, and what it counts. */
class EventLoopPollTest {

    private static final long SECOND = Duration.ofSeconds(1).toMillis();

    private final MemoryBackend backend = new MemoryBackend();

    private EventLoop loop() {
        return new EventLoop(
                backend, MultiOptions.builder().clock(backend.clock()).build());
    }

    private long millis() {
        return backend.clock().elapsed() / 1_000_000;
    }

    @Test
    @Verifies({"M3", "W11"})
    void a_poll_with_nothing_to_wait_for_lasts_its_whole_time_and_ten_wakeups_before_it_are_one() {
        try (EventLoop loop = loop()) {
            assertThat(loop.poll(SECOND)).isZero();
            assertThat(millis()).isEqualTo(1_000);
            for (int i = 0; i < 10; i++) {
                loop.wakeup();
            }
            assertThat(loop.poll(SECOND)).as("wakeups are not counted").isZero();
            assertThat(millis()).isEqualTo(1_000);
            loop.poll(SECOND);
            assertThat(millis()).isEqualTo(2_000);
            loop.poll(0);
            assertThat(millis()).isEqualTo(2_000);
        }
        backend.ledger().assertEmpty();
    }

    @Test
    @Verifies("M3")
    void what_the_application_watches_besides_is_told_and_counted_while_it_is_watched() throws IOException {
        try (EventLoop loop = loop()) {
            Wakeup extra = backend.openWakeup();
            List<Integer> heard = new ArrayList<>();
            EventLoop.Registration registration = loop.watch(extra, SocketEvents.IN, events -> {
                heard.add(events);
                extra.drain();
            });
            assertThat(loop.poll(SECOND)).isZero();
            extra.wakeup();
            assertThat(loop.poll(SECOND)).isEqualTo(1);
            assertThat(heard).containsExactly(SocketEvents.IN);
            assertThat(millis()).isEqualTo(1_000);

            extra.wakeup();
            registration.interest(0);
            assertThat(loop.poll(SECOND)).isZero();
            registration.interest(SocketEvents.IN);
            assertThat(loop.poll(SECOND)).isEqualTo(1);
            extra.wakeup();
            registration.remove();
            assertThat(loop.poll(SECOND)).isZero();
            assertThat(millis()).isEqualTo(3_000);
            assertThat(heard).hasSize(2);
            extra.close();
        }
        backend.ledger().assertEmpty();
    }

    @Test
    @Verifies("M3")
    void a_poll_ends_with_the_nearest_limit_and_counts_the_sockets_of_transfers_too() throws IOException {
        backend.network().listen(Ip.local(1, 80)).onAccept(connection -> {});
        try (EventLoop loop = loop()) {
            Wakeup extra = backend.openWakeup();
            loop.watch(extra, SocketEvents.IN, events -> extra.drain());
            TransferOptions options = TransferOptions.builder("http://127.0.0.1/")
                    .totalTimeout(Duration.ofMillis(300))
                    .build();
            loop.multi().add(options);
            assertThat(loop.poll(SECOND)).as("the transfer is to be started").isZero();
            loop.perform();
            extra.wakeup();
            assertThat(loop.poll(SECOND)).isEqualTo(2);
            assertThat(millis()).isZero();
            loop.perform();
            assertThat(loop.poll(SECOND)).isZero();
            assertThat(millis()).isEqualTo(300);
            assertThat(loop.perform()).isZero();
            loop.poll(SECOND);
            assertThat(millis()).isEqualTo(1_300);
            extra.close();
        }
        backend.ledger().assertEmpty();
    }
}
