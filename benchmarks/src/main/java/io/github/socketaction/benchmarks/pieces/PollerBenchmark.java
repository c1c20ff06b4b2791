package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One round of a poller: 64 pollables are ready, the others are not. They are wakeups, because these become ready and stay
 * so without another side. The time is that of the whole round.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PollerBenchmark {

    private static final int READY = 64;

    /** Whose poller. */
    @Param({"nio", "epoll"})
    public String backend = "";

    /** How many are watched. */
    @Param({"64", "4000"})
    public int watched;

    private final List<Wakeup> wakeups = new ArrayList<>();
    private final List<Handle> handles = new ArrayList<>();
    private @Nullable Poller poller;
    private int reported;

    /** Opens them all and makes some ready. */
    @Setup
    public void open() throws IOException {
        Backend opener = Backends.named(backend);
        poller = opener.openPoller();
        for (int i = 0; i < watched; i++) {
            Wakeup wakeup = opener.openWakeup();
            Handle handle = new Handle(i + 1, wakeup);
            wakeups.add(wakeup);
            handles.add(handle);
            poller.onSocket(handle, PollAction.IN, null);
            if (i < READY) {
                wakeup.wakeup();
            }
        }
    }

    /** Closes them all. */
    @TearDown
    public void close() {
        poller().close();
        wakeups.forEach(Wakeup::close);
    }

    /** Nothing changes between two rounds. */
    @Benchmark
    public int round() throws IOException {
        poller().poll(0, (socket, events) -> reported++);
        return reported;
    }

    /** What to wait for changes for one of them, back and forth, and so does not change. */
    @Benchmark
    public int roundAfterTakingBack() throws IOException {
        Handle handle = handles.get(0);
        poller().onSocket(handle, PollAction.INOUT, null);
        poller().onSocket(handle, PollAction.IN, null);
        return round();
    }

    private Poller poller() {
        if (poller == null) {
            throw new IllegalStateException("not set up");
        }
        return poller;
    }

    private record Handle(long id, Pollable pollable) implements SocketHandle {
        @Override
        public @Nullable Transfer transfer() {
            return null;
        }
    }
}
