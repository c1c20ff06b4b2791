package io.github.socketaction.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.backends.SilentPeers.Silence;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Silence in every phase of a transfer, over real sockets and by the real clock: each ends at its limit, never before it
 * and at most 20 ms after it. All wait at once, in one loop.
 *
 * <p>Nothing is repeated, and no bound is wider than it should be. Instead, threads that only sleep show how late the
 * machine is at that very time: if they oversleep, an end that is late says nothing, and the test is aborted with that reason.
 */
@Timeout(120)
class SilentPeerRealTimeTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final long LATE = Duration.ofMillis(20).toNanos();
    private static final long MACHINE_LATE = Duration.ofMillis(5).toNanos();
    private static final int PHASES_WITH_A_TRANSFER = 12;

    private final Path folder;

    SilentPeerRealTimeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** When something was due at the earliest and at the latest, and when it came, by {@link System#nanoTime()}. */
    private static final class Ending {

        private final String phase;
        private long dueFrom;
        private long dueTo;
        private long at;

        Ending(String phase) {
            this.phase = phase;
        }

        void due(long from, long to, Duration limit) {
            dueFrom = from + limit.toNanos();
            dueTo = to + limit.toNanos();
        }

        boolean isLate() {
            return at - dueTo > LATE;
        }

        @Override
        public String toString() {
            return phase + ": " + (at - dueTo) / 1_000 + " us";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    @Verifies({"D10", "D11", "D12"})
    void silence_in_every_phase_ends_at_its_limit_and_twenty_milliseconds_later_at_most(String name) throws Exception {
        run(name); // so that nothing is loaded, and little is compiled, while time is taken
        Run measured = run(name);
        System.out.println(name + ", silence ended late by " + measured.endings + ", the machine at most "
                + measured.machineNanos / 1_000 + " us");
        assertThat(measured.endings).hasSize(PHASES_WITH_A_TRANSFER + 1);
        measured.transfers.forEach(SilentPeerRealTimeTest::assertTimedOut);
        assertThat(measured.endings).as("none is early").allSatisfy(ending -> assertThat(ending.at)
                .isGreaterThanOrEqualTo(ending.dueFrom));
        List<Ending> late = measured.endings.stream().filter(Ending::isLate).toList();
        assumeTrue(
                late.isEmpty() || measured.machineNanos <= MACHINE_LATE,
                () -> "the machine woke a sleeping thread " + measured.machineNanos / 1_000
                        + " us too late at that time, so it says nothing that these were late: " + late);
        assertThat(late).isEmpty();
    }

    /** What was measured. */
    private record Run(Map<Silence, Transfer> transfers, List<Ending> endings, long machineNanos) {}

    private Run run(String name) throws Exception {
        try (SilentPeers peers = new SilentPeers(folder);
                EventLoop loop = new EventLoop(
                        Here.backend(name),
                        MultiOptions.builder()
                                .resolver(peers.resolver())
                                .maxHostConnections(1)
                                .build())) {
            List<Ending> endings = new ArrayList<>();
            Map<Silence, Transfer> transfers = new LinkedHashMap<>();
            Goodbye goodbye = new Goodbye(loop, peers.withoutGoodbye());
            for (Silence silence : peers.silences()) {
                Ending ending = new Ending(silence.phase());
                endings.add(ending);
                TransferOptions options = silence.asked()
                        .totalTimeout(LIMIT)
                        .onDone(transfer -> ending.at = System.nanoTime())
                        .build();
                long before = System.nanoTime();
                transfers.put(silence, loop.multi().add(options));
                ending.due(before, System.nanoTime(), LIMIT);
            }
            MachineLateness machine = new MachineLateness(endings.get(0).dueFrom, LATE);
            while (!goodbye.isOver()) {
                goodbye.turn();
            }
            endings.add(goodbye.ending);
            return new Run(transfers, endings, Math.max(machine.worstNanos(), goodbye.machineNanos()));
        }
    }

    /** A connection that has said goodbye in TLS, and is not answered: nothing else is watched when it ends. */
    private static final class Goodbye {

        private final EventLoop loop;
        private final Ending ending = new Ending("our goodbye in TLS");
        private final Transfer transfer;
        private long turnBegin;
        private @Nullable MachineLateness machine;

        Goodbye(EventLoop loop, TransferOptions.Builder asked) {
            this.loop = loop;
            transfer = loop.multi().add(asked.onDone(done -> begin()).build());
        }

        private void begin() {
            ending.due(turnBegin, System.nanoTime(), GOODBYE);
            machine = new MachineLateness(ending.dueFrom, LATE);
        }

        /** Turns the loop once, and notes whether the connection is gone. */
        void turn() {
            turnBegin = System.nanoTime();
            loop.perform();
            if (transfer.isDone() && loop.multi().watched().isEmpty()) {
                ending.at = System.nanoTime();
            } else {
                loop.poll(-1);
            }
        }

        boolean isOver() {
            return ending.at != 0;
        }

        long machineNanos() throws InterruptedException {
            assertThat(transfer.result()).hasToString("OK");
            return machine == null ? 0 : machine.worstNanos();
        }
    }

    private static void assertTimedOut(Silence silence, Transfer transfer) {
        TransferResult result = transfer.result();
        assertThat(result).as("the result of %s", transfer).isNotNull();
        assertThat(result.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        assertThat(result.message()).contains(silence.phase());
    }
}
