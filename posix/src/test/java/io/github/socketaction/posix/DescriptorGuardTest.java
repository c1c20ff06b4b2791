package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Verifies;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DescriptorGuardTest {

    private final AtomicInteger closings = new AtomicInteger();

    @Test
    @Verifies("X17")
    void the_last_user_closes_and_nobody_enters_afterwards() {
        DescriptorGuard guard = new DescriptorGuard(closings::incrementAndGet);
        assertThat(guard.enter()).isTrue();
        assertThat(guard.enter()).isTrue();
        guard.close();
        guard.close();
        assertThat(guard.isClosed()).isTrue();
        assertThat(guard.enter()).isFalse();
        guard.exit();
        assertThat(closings).hasValue(0);
        guard.exit();
        assertThat(closings).hasValue(1);
        guard.close();
        assertThat(closings).hasValue(1);
    }

    @Test
    @Verifies("X17")
    void an_unused_one_is_closed_at_once() {
        DescriptorGuard guard = new DescriptorGuard(closings::incrementAndGet);
        guard.close();
        guard.close();
        assertThat(closings).hasValue(1);
    }

    @Test
    @Verifies("X17")
    void however_a_close_races_with_users_none_is_inside_after_the_closing() throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        for (int round = 0; round < 20_000; round++) {
            AtomicBoolean open = new AtomicBoolean(true);
            DescriptorGuard guard = new DescriptorGuard(() -> {
                if (!open.compareAndSet(true, false)) {
                    wrong.incrementAndGet();
                }
            });
            CountDownLatch begun = new CountDownLatch(1);
            Thread user = new Thread(() -> {
                begun.countDown();
                while (guard.enter()) {
                    if (!open.get()) {
                        wrong.incrementAndGet();
                    }
                    guard.exit();
                }
            });
            if (round % 100 == 0) {
                user.start();
                begun.await();
                guard.close();
                user.join();
            } else {
                guard.close();
            }
            if (open.get()) {
                wrong.incrementAndGet();
            }
        }
        assertThat(wrong).hasValue(0);
    }
}
