package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a long run may cost. */
public interface ResourceRules extends BackendRules {

    /** Bytes of memory that one poll may take in the steady state. */
    long BYTES_A_POLL = 50;

    @Test
    @Verifies("B53")
    default void descriptors_do_not_pile_up_when_nobody_polls() throws IOException {
        BackendBench bench = bench();
        int before = OpenFiles.count();
        int most = 0;
        for (int i = 0; i < 500; i++) {
            BenchLink link = bench.link();
            bench.watch(link.socket(), PollAction.IN);
            bench.watch(link.socket(), PollAction.REMOVE);
            link.transport().close();
            link.peer().reset();
            most = Math.max(most, OpenFiles.count());
        }
        assertThat(most).as("open descriptors").isLessThan(before + 150);
    }

    @Test
    @Verifies({"B28", "B47", "B51"})
    default void closing_again_harms_nobody_who_has_got_the_number_since() throws IOException {
        BackendBench bench = bench();
        for (int i = 0; i < 20; i++) {
            Transport oldTransport = bench.link().transport();
            Wakeup oldWakeup = bench.openWakeup();
            Poller oldPoller = bench.openPoller(bench.backend());
            oldTransport.close();
            oldWakeup.close();
            oldPoller.close();
            BenchLink link = bench.link();
            Wakeup wakeup = bench.openWakeup();
            Poller poller = bench.openPoller(bench.backend());
            BenchSocket watched = bench.socket(wakeup);
            oldTransport.close();
            oldWakeup.close();
            oldPoller.close();
            poller.onSocket(watched, PollAction.IN, null);
            wakeup.wakeup();
            assertThat(bench.await(poller, watched, SocketEvents.IN)).isEqualTo(SocketEvents.IN);
            poller.onSocket(watched, PollAction.REMOVE, null);
            link.peer().write(new byte[] {1});
            assertThat(bench.receive(link.transport(), 1)).containsExactly(1);
            poller.close();
            wakeup.close();
            link.transport().close();
        }
    }

    @Test
    @Verifies("B54")
    default void a_poll_allocates_nothing_in_the_steady_state() throws IOException {
        BackendBench bench = bench();
        for (int i = 0; i < 10; i++) {
            BenchLink link = bench.link();
            link.peer().write(new byte[] {1});
            bench.watch(link.socket(), PollAction.IN);
        }
        bench.watch(bench.link().socket(), PollAction.INOUT);
        long[] counter = new long[1];
        ReadinessSink sink = (socket, events) -> counter[0]++;
        long least = Long.MAX_VALUE;
        int polls = 2000;
        for (int round = 0; round < 5 && least > BYTES_A_POLL; round++) {
            long before = AllocatedBytes.ofThisThread();
            for (int i = 0; i < polls; i++) {
                bench.poller().poll(i % 2 == 0 ? 0 : bench.patienceNanos(), sink);
            }
            least = Math.min(least, (AllocatedBytes.ofThisThread() - before) / polls);
        }
        assertThat(counter[0]).as("reports").isGreaterThan(polls);
        assertThat(least).as("bytes a poll").isLessThanOrEqualTo(BYTES_A_POLL);
    }
}
