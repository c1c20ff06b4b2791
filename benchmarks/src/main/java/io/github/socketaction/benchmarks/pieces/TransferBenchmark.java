package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole transfer over a network in memory: adding it, sending the request, an event, the response, its end, removing it.
 * It is what the engine costs above the system calls.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransferBenchmark {

    /** How many connections idle besides. */
    @Param({"0", "10000"})
    public int idle;

    private final CannedBackend backend = new CannedBackend();
    private final Multi multi = new Multi(
            backend,
            (socket, action, assigned) -> backend.watched(socket),
            millis -> {},
            MultiOptions.builder().maxIdleConnections(20_000).build());
    private final TransferOptions options =
            TransferOptions.builder("http://127.0.0.1/small").onDone(this::done).build();
    private @Nullable Transfer last;

    /** Opens the idle connections. */
    @Setup
    public void open() {
        for (int i = 0; i < idle; i++) {
            multi.add(TransferOptions.builder("http://127.0.0." + (2 + i % 20) + "/small")
                    .onDone(this::done)
                    .build());
        }
        while (multi.running() > 0) {
            multi.timeoutAction();
            multi.allAction();
        }
        if (multi.counts().idleConnections() != idle) {
            throw new IllegalStateException(multi.counts() + " instead of " + idle + " idle connections");
        }
    }

    /** One transfer at a time on a connection that is kept. */
    @Benchmark
    public @Nullable Transfer transfer() {
        multi.add(options);
        multi.timeoutAction();
        while (multi.running() > 0) {
            multi.socketAction(backend.asked(), 1);
        }
        return last;
    }

    private void done(Transfer transfer) {
        if (transfer.result() == null || !transfer.result().isOk()) {
            throw new IllegalStateException("the transfer ended with " + transfer.result());
        }
        last = transfer;
        multi.remove(transfer);
    }
}
