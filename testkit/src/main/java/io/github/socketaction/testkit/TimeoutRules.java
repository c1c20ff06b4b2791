package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How long a poll waits. */
public interface TimeoutRules extends BackendRules {

    @Test
    @Verifies("B36")
    default void a_timeout_of_0_only_looks() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.IN);
        long begin = bench.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(bench.poll(0, new Reports())).isZero();
        }
        assertThat(bench.nanoTime() - begin).as("nanoseconds for 1000").isLessThan(bench.patienceNanos());
        link.peer().write(new byte[] {1});
        Reports reports = new Reports();
        Patience patience = bench.patience();
        while (reports.list().isEmpty() && patience.holds()) {
            bench.poll(0, reports);
        }
        assertThat(reports.eventsOf(link.socket())).isEqualTo(SocketEvents.IN);
    }

    @Test
    @Verifies("B37")
    default void a_deadline_is_reached_in_few_polls() throws IOException {
        BackendBench bench = bench();
        for (long micros : new long[] {100, 1000, 1500, 2000, 10_000, 100_000}) {
            int fewest = Integer.MAX_VALUE;
            for (int attempt = 0; attempt < 3 && fewest > 3; attempt++) {
                fewest = Math.min(fewest, pollsUntil(bench, bench.nanoTime() + micros * 1000));
            }
            assertThat(fewest).as("polls to wait %d us", micros).isLessThanOrEqualTo(3);
        }
    }

    private static int pollsUntil(BackendBench bench, long deadline) throws IOException {
        int polls = 0;
        for (long left = deadline - bench.nanoTime(); left > 0; left = deadline - bench.nanoTime()) {
            assertThat(bench.poll(left, new Reports())).isZero();
            polls++;
        }
        return polls;
    }

    @Test
    @Verifies("B38")
    default void a_timeout_of_forever_waits_until_something_happens() throws IOException {
        BackendBench bench = bench();
        assertWaitsFor(bench, Poller.FOREVER);
    }

    @Test
    @Verifies("B39")
    default void timeouts_beyond_every_counter_wait_as_well() throws IOException {
        BackendBench bench = bench();
        List<Long> timeouts = new ArrayList<>();
        timeouts.add((1L << 31) * 1_000_000);
        timeouts.add(((1L << 31) - 1) * 1_000_000);
        timeouts.add((1L << 32) * 1_000_000);
        timeouts.add(TimeUnit.DAYS.toNanos(1) + 1);
        timeouts.add(TimeUnit.DAYS.toNanos(30));
        timeouts.add(Long.MAX_VALUE);
        for (long timeout : timeouts) {
            assertWaitsFor(bench, timeout);
        }
    }

    /** Something happens after a while; until then poll hardly ever returns. */
    private static void assertWaitsFor(BackendBench bench, long timeoutNanos) throws IOException {
        AtomicBoolean happened = new AtomicBoolean();
        bench.later(BackendBench.QUIET_MILLIS, () -> {
            happened.set(true);
            bench.poller().wakeup();
        });
        int returns = 0;
        while (!happened.get() && returns < 1000) {
            bench.poll(timeoutNanos, new Reports());
            returns++;
        }
        assertThat(returns).as("returns of poll(%d)", timeoutNanos).isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
        bench.poll(0, new Reports()); // takes the wakeup if the loop has not
    }

    @Test
    @Verifies("B40")
    default void idle_connections_cost_no_returns() throws IOException {
        BackendBench bench = bench();
        for (int i = 0; i < 100; i++) {
            bench.watch(bench.link().socket(), PollAction.IN);
        }
        Reports reports = bench.pollFor(200);
        assertThat(reports.list()).isEmpty();
        assertThat(reports.returns()).as("returns of poll").isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
    }
}
