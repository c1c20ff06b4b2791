package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How another thread, or the same one, ends a poll. */
public interface WakeupRules extends BackendRules {

    @Test
    @Verifies("B41")
    default void a_wakeup_before_a_poll_ends_that_poll_and_no_other() throws IOException {
        BackendBench bench = bench();
        for (int i = 0; i < 3; i++) {
            bench.poller().wakeup();
            assertReturnsAtOnce(bench);
            assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).returns())
                    .isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
        }
    }

    @Test
    @Verifies("B41")
    default void a_million_wakeups_are_one() throws IOException {
        BackendBench bench = bench();
        for (int i = 0; i < 1_000_000; i++) {
            bench.poller().wakeup();
        }
        assertReturnsAtOnce(bench);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).returns()).isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
    }

    private static void assertReturnsAtOnce(BackendBench bench) throws IOException {
        long begin = bench.nanoTime();
        bench.poll(bench.patienceNanos(), new Reports());
        assertThat(bench.nanoTime() - begin)
                .as("nanoseconds until poll returned")
                .isLessThan(bench.patienceNanos());
    }

    @Test
    @Verifies("B42")
    default void a_wakeup_from_another_thread_ends_the_poll_under_way() throws IOException {
        BackendBench bench = bench();
        bench.later(BackendBench.QUIET_MILLIS, bench.poller()::wakeup);
        long begin = bench.nanoTime();
        Reports reports = new Reports();
        bench.poll(bench.patienceNanos(), reports);
        assertThat(bench.nanoTime() - begin)
                .as("nanoseconds until poll returned")
                .isLessThan(bench.patienceNanos());
    }

    @Test
    @Verifies("B43")
    default void no_wakeup_is_lost_however_it_races_with_the_poll() throws IOException, InterruptedException {
        BackendBench bench = bench();
        int rounds = 5000;
        AtomicInteger put = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        Thread producer = bench.later(0, () -> {
            for (int i = 1; i <= rounds && taken.get() >= 0; i++) {
                put.set(i);
                bench.poller().wakeup();
                while (taken.get() >= 0 && taken.get() < i) {
                    Thread.onSpinWait();
                }
            }
        });
        for (int seen = put.get(); seen < rounds; seen = put.get()) {
            long begin = bench.nanoTime();
            taken.set(seen);
            bench.poll(bench.patienceNanos(), new Reports());
            if (put.get() > seen && bench.nanoTime() - begin >= bench.patienceNanos()) {
                taken.set(-1); // ends the producer
                throw new AssertionError("poll slept through the wakeup of round " + put.get());
            }
        }
        taken.set(rounds);
        producer.join();
    }

    @Test
    @Verifies("B44")
    default void a_wakeup_of_the_poller_is_not_reported_as_a_socket() throws IOException {
        BackendBench bench = bench();
        bench.watch(bench.link().socket(), PollAction.IN);
        Reports reports = new Reports();
        for (int i = 0; i < 10; i++) {
            bench.poller().wakeup();
            assertThat(bench.poll(BackendBench.QUIET_MILLIS * 1_000_000, reports))
                    .isZero();
        }
        assertThat(reports.list()).isEmpty();
    }

    @Test
    @Verifies("B45")
    default void a_wakeup_to_watch_is_in_until_it_is_drained() throws IOException {
        BackendBench bench = bench();
        Wakeup wakeup = bench.openWakeup();
        BenchSocket socket = bench.socket(wakeup);
        bench.watch(socket, PollAction.IN);
        for (int i = 0; i < 2; i++) {
            assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
            for (int j = 0; j < 100_000; j++) {
                wakeup.wakeup();
            }
            assertThat(bench.await(socket, SocketEvents.IN)).isEqualTo(SocketEvents.IN);
            bench.await(socket, SocketEvents.IN);
            wakeup.drain();
        }
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        wakeup.drain();
    }

    @Test
    @Verifies("B46")
    default void a_wakeup_to_watch_ends_the_poll_from_another_thread_and_none_is_lost() throws IOException {
        BackendBench bench = bench();
        Wakeup wakeup = bench.openWakeup();
        BenchSocket socket = bench.socket(wakeup);
        bench.watch(socket, PollAction.IN);
        AtomicInteger put = new AtomicInteger();
        int rounds = 2000;
        bench.later(0, () -> {
            for (int i = 0; i < rounds; i++) {
                put.incrementAndGet();
                wakeup.wakeup();
            }
        });
        Patience patience = bench.patience();
        for (int seen = 0; seen < rounds && patience.holds(); seen = put.get()) {
            bench.await(socket, SocketEvents.IN);
            wakeup.drain();
        }
    }

    @Test
    @Verifies("B47")
    default void a_wakeup_after_or_during_close_does_nothing() throws Exception {
        BackendBench bench = bench();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < 100; i++) {
            Wakeup wakeup = bench.openWakeup();
            Poller poller = bench.openPoller(bench.backend());
            CountDownLatch running = new CountDownLatch(1);
            AtomicBoolean stop = new AtomicBoolean();
            Thread caller = bench.later(0, () -> {
                try {
                    while (!stop.get()) {
                        wakeup.wakeup();
                        poller.wakeup();
                        running.countDown();
                    }
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                    running.countDown();
                }
            });
            running.await();
            wakeup.drain();
            wakeup.close();
            poller.close();
            stop.set(true);
            caller.join();
            wakeup.wakeup();
            poller.wakeup();
            wakeup.close();
            wakeup.drain();
        }
        assertThat(failure.get()).isNull();
    }
}
