package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each workload of the benchmarks costs in things that can be counted, so that a change which makes the engine do more
 * is seen without a clock. The numbers are exact: who lowers one writes the lower one down.
 */
class WorkloadCountsTest {

    @ParameterizedTest
    @ValueSource(ints = {64, 1_000})
    @Verifies("G1")
    void a_request_over_an_open_connection_is_one_write_one_read_and_two_runs_however_many_there_are(int connections) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("x".repeat(100)));
            round(sim, connections);
            Work before = Work.of(sim);
            round(sim, connections);
            Work after = Work.of(sim);
            assertThat(after.writes - before.writes).isEqualTo(connections);
            assertThat(after.reads - before.reads).isEqualTo(connections);
            assertThat(after.connects - before.connects).isZero();
            assertThat(after.taskRuns - before.taskRuns).isEqualTo(2L * connections);
            assertThat(after.socketCallbacks - before.socketCallbacks).isZero();
            assertThat(after.timerCallbacks - before.timerCallbacks).isLessThanOrEqualTo(2);
        }
    }

    @Test
    @Verifies("G1")
    void idle_connections_add_nothing_to_the_work_for_busy_ones() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            round(sim, 2_000);
            round(sim, 64);
            Work before = Work.of(sim);
            round(sim, 64);
            Work after = Work.of(sim);
            assertThat(after.writes - before.writes).isEqualTo(64);
            assertThat(after.reads - before.reads).isEqualTo(64);
            assertThat(after.taskRuns - before.taskRuns).isEqualTo(2 * 64);
            assertThat(after.socketCallbacks - before.socketCallbacks).isZero();
        }
    }

    @Test
    @Verifies("G1")
    void a_request_over_a_new_connection_is_announced_three_times_at_most() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.lastOk("hello"));
            round(sim, 1);
            Work before = Work.of(sim);
            round(sim, 100);
            Work after = Work.of(sim);
            assertThat(after.connects - before.connects).isEqualTo(100);
            assertThat(after.writes - before.writes).isEqualTo(100);
            assertThat(after.reads - before.reads).isEqualTo(100);
            assertThat(after.socketCallbacks - before.socketCallbacks).isLessThanOrEqualTo(300);
            assertThat(after.taskRuns - before.taskRuns).isLessThanOrEqualTo(300);
        }
    }

    @Test
    @Verifies("G1")
    void a_large_body_is_read_in_pieces_as_large_as_the_buffer() {
        try (Simulation sim = new Simulation()) {
            int size = 1024 * 1024;
            sim.server().window(size * 2).respondWith(Responses.ok("x".repeat(size)));
            Work before = Work.of(sim);
            round(sim, 1);
            Work after = Work.of(sim);
            assertThat(after.reads - before.reads).isLessThanOrEqualTo(size / (64 * 1024) + 3);
            assertThat(after.taskRuns - before.taskRuns).isLessThanOrEqualTo(6);
        }
    }

    @Test
    @Verifies("G1")
    void an_upload_is_written_in_pieces_as_large_as_the_buffer() {
        try (Simulation sim = new Simulation()) {
            int size = 1024 * 1024;
            sim.server()
                    .window(size * 2)
                    .onAccept(connection -> connection.onData(all -> {
                        if (connection.received().length > size) {
                            connection.send(Responses.lastOk("thanks"));
                        }
                    }));
            Work before = Work.of(sim);
            sim.get(
                    "/",
                    builder -> builder.upload(
                            (transfer, target) -> {
                                target.position(target.limit());
                                return Flow.CONTINUE;
                            },
                            size));
            sim.runUntilDone();
            Work after = Work.of(sim);
            assertThat(after.writes - before.writes).isLessThanOrEqualTo(size / (64 * 1024) + 3);
        }
    }

    @Test
    @Verifies("G1")
    void ten_thousand_transfers_that_time_out_at_one_moment_cost_one_timer_and_two_runs_each() {
        int transfers = 10_000;
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            for (int i = 0; i < transfers; i++) {
                start(sim, builder -> builder.totalTimeout(Duration.ofSeconds(1)));
            }
            sim.step();
            sim.settle();
            Work before = Work.of(sim);
            sim.runUntilDone();
            Work after = Work.of(sim);
            assertThat(sim.clock().elapsed()).isEqualTo(Duration.ofSeconds(1).toNanos());
            assertThat(after.reads - before.reads).isZero();
            assertThat(after.taskRuns - before.taskRuns).isEqualTo(transfers);
            // One action runs 1,024 tasks, and asks for the next.
            assertThat(after.timerCallbacks - before.timerCallbacks).isLessThanOrEqualTo(transfers / 1_024 + 2);
        }
    }

    @Test
    @Verifies("G1")
    void adding_and_removing_without_an_action_runs_nothing_and_opens_nothing() {
        try (Simulation sim = new Simulation()) {
            Work before = Work.of(sim);
            for (int i = 0; i < 10_000; i++) {
                sim.multi().remove(sim.multi().add(TransferOptions.get("http://127.0.0.1/")));
            }
            Work after = Work.of(sim);
            assertThat(after.taskRuns - before.taskRuns).isZero();
            assertThat(after.connects - before.connects).isZero();
            assertThat(after.socketCallbacks - before.socketCallbacks).isZero();
        }
    }

    @Test
    @Verifies("G1")
    void a_look_up_that_is_not_needed_is_not_paid_for() {
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver((host, answer) -> {
            throw new AssertionError("asked for " + host);
        }))) {
            sim.server().respondWith(Responses.ok("hello"));
            assertThat(sim.get("/").options().url()).startsWith("http://127.0.0.1");
            sim.runUntilDone();
            assertThat(sim.backend().faults().calls(Operation.OPEN_WAKEUP)).isZero();
        }
    }

    private static void round(Simulation sim, int transfers) {
        for (int i = 0; i < transfers; i++) {
            start(sim, builder -> builder);
        }
        sim.runUntilDone();
        while (sim.multi().infoRead() != null) {
            // The results are looked at by their listener.
        }
        sim.multi().transfers().forEach(sim.multi()::remove);
        sim.settle();
    }

    private static void start(Simulation sim, UnaryOperator<TransferOptions.Builder> more) {
        sim.multi()
                .add(more.apply(TransferOptions.builder("http://127.0.0.1/"))
                        .onDone(transfer -> {
                            if (transfer.result() != null
                                    && transfer.result().code() != ResultCode.OK
                                    && transfer.result().code() != ResultCode.OPERATION_TIMEDOUT) {
                                throw new AssertionError(transfer + ": " + transfer.result());
                            }
                        })
                        .build());
    }

    /** What was done so far. */
    private record Work(
            long connects, long reads, long writes, long taskRuns, long socketCallbacks, long timerCallbacks) {

        static Work of(Simulation sim) {
            SocketLog log = sim.log();
            return new Work(
                    sim.backend().faults().calls(Operation.CONNECT),
                    sim.backend().faults().calls(Operation.READ),
                    sim.backend().faults().calls(Operation.WRITE),
                    sim.multi().unchecked().taskRuns(),
                    log.socketLines().size(),
                    log.timerValues().size());
        }
    }
}
