package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.internal.watch.SocketOwner;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.internal.watch.WatchedSocket;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.transfer.Transfer;
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

/** What is wanted for a socket changes, or does not, and the application is told. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SocketTableBenchmark {

    /** How many sockets are open. */
    @Param({"64", "10000"})
    public int sockets;

    private int told;
    private final SocketTable table = new SocketTable((socket, action, assigned) -> told++);
    private WatchedSocket[] all = {};
    private int next;

    /** Announces every socket. */
    @Setup
    public void open() {
        all = new WatchedSocket[sockets];
        for (int i = 0; i < sockets; i++) {
            all[i] = table.add(new Pollable() {}, new Owner());
            table.want(all[i], PollAction.IN);
        }
        table.announce();
    }

    /** A request is sent and its response awaited, as it was before: nothing is told. */
    @Benchmark
    public int unchanged() {
        WatchedSocket socket = next();
        table.want(socket, PollAction.INOUT);
        table.want(socket, PollAction.IN);
        table.announce();
        return told;
    }

    /** A request does not fit into the socket, and then does: two changes are told. */
    @Benchmark
    public int changed() {
        WatchedSocket socket = next();
        table.want(socket, PollAction.INOUT);
        table.announce();
        table.want(socket, PollAction.IN);
        table.announce();
        return told;
    }

    /** A connection opens and closes. */
    @Benchmark
    public int opened() {
        WatchedSocket socket = table.add(all[0].pollable(), new Owner());
        table.want(socket, PollAction.OUT);
        table.announce();
        table.release(socket);
        table.announce();
        return told;
    }

    private WatchedSocket next() {
        next = next + 1 == sockets ? 0 : next + 1;
        return all[next];
    }

    private static final class Owner implements SocketOwner {
        @Override
        public void onReady() {
            // nobody acts on it
        }

        @Override
        public void onReleased() {
            // there is nothing to close
        }

        @Override
        public @Nullable Transfer transfer() {
            return null;
        }
    }
}
