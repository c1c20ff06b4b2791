package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.testkit.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wakeups from several threads at once, each after something was handed over. */
class WakeupStormTest {

    private static final int THREADS = 4;
    private static final int WAKEUPS = Integer.getInteger("socketaction.wakeups", 1_000_000);
    private static final long LOST_MILLIS = 30_000;

    @Test
    @Timeout(300)
    @Verifies({"B43", "W10"})
    void no_wakeup_of_four_threads_is_lost_and_poll_returns_no_more_often_than_it_was_woken() throws Exception {
        AtomicLong handedOver = new AtomicLong();
        CountDownLatch start = new CountDownLatch(1);
        long returns = 0;
        long longestNanos = 0;
        List<Thread> threads = new ArrayList<>();
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> handOver(loop, handedOver, start), "waker " + i);
                threads.add(thread);
                thread.start();
            }
            start.countDown();
            while (handedOver.get() < WAKEUPS) {
                long begin = System.nanoTime();
                loop.poll(LOST_MILLIS);
                returns++;
                longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            // What was handed over last may have been seen before its wakeup came: at most one return is left.
            assertThat(loop.poll(0)).isZero();
            long begin = System.nanoTime();
            assertThat(loop.poll(50)).isZero();
            assertThat(System.nanoTime() - begin).as("no wakeup is left").isGreaterThanOrEqualTo(50_000_000);
        }
        System.out.println(WAKEUPS + " wakeups made poll return " + returns + " times");
        assertThat(handedOver).hasValue(WAKEUPS);
        assertThat(longestNanos / 1_000_000)
                .as("milliseconds of the longest poll while others hand over")
                .isLessThan(LOST_MILLIS);
        assertThat(returns).isLessThanOrEqualTo(WAKEUPS + 1L);
    }

    /** One waiter, one item at a time: each wakeup is needed, so a lost one would be noticed at once. */
    @Test
    @Timeout(300)
    @Verifies({"B43", "W10"})
    void a_wakeup_for_each_item_wakes_a_loop_that_waits_for_ever() throws Exception {
        int items = WAKEUPS / 20;
        AtomicLong handedOver = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        try (EventLoop loop = new EventLoop(new NioBackend())) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < items; i++) {
                    while (taken.get() < i) {
                        Thread.onSpinWait();
                    }
                    handedOver.incrementAndGet();
                    loop.wakeup();
                }
            });
            thread.start();
            long returns = 0;
            while (taken.get() < items) {
                loop.poll(LOST_MILLIS);
                returns++;
                taken.set(handedOver.get());
            }
            thread.join();
            assertThat(returns).isBetween(1L, items + 1L);
        }
    }

    private static void handOver(EventLoop loop, AtomicLong handedOver, CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < WAKEUPS / THREADS; i++) {
            handedOver.incrementAndGet();
            loop.wakeup();
        }
    }
}
