package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.conn.Connection;
import io.github.socketaction.internal.conn.ConnectionPool;
import io.github.socketaction.internal.conn.ConnectionUser;
import io.github.socketaction.internal.conn.PoolLimits;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.internal.route.Route;
import io.github.socketaction.internal.sched.RunQueue;
import io.github.socketaction.internal.sched.TimerQueue;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.concurrent.TimeUnit;
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

/** A transfer finds an idle connection and gives it back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PoolBenchmark {

    /** How many connections are idle, or busy, as the benchmark says. */
    @Param({"1", "10000"})
    public int connections;

    /** How many servers they lead to. */
    @Param({"1", "20"})
    public int origins;

    private final ConnectionUser user = new User();
    private final ConnectionPool pool = new ConnectionPool(
            new PoolLimits(0, 0, Integer.MAX_VALUE, 0, 0), true, new RunQueue(), new TimerQueue(), new BufferPool());
    private Route[] routes = {};
    private int next;

    /** Opens the connections. */
    @Setup
    public void open() {
        routes = new Route[origins];
        for (int i = 0; i < origins; i++) {
            TransferOptions options = TransferOptions.get("http://127.0.0." + (i + 1) + "/");
            routes[i] = Route.of(options, Http1Request.of(options).origin());
        }
        Connection[] all = new Connection[Math.max(connections, origins)];
        for (int i = 0; i < all.length; i++) {
            all[i] = acquire(routes[i % origins]);
            all[i].connectWith(new ReadyConnector());
            all[i].step(0);
        }
        for (Connection connection : all) {
            connection.recycle(0);
        }
    }

    /** One after the other, at one server after the other. */
    @Benchmark
    public Connection acquireAndRecycle() {
        next = next + 1 == origins ? 0 : next + 1;
        Connection connection = acquire(routes[next]);
        connection.recycle(0);
        return connection;
    }

    private Connection acquire(Route route) {
        Connection connection = pool.acquire(route, user, false, 0);
        if (connection == null) {
            throw new IllegalStateException("a pool without limits let somebody wait");
        }
        return connection;
    }

    private static final class User implements ConnectionUser {
        @Override
        public void wake() {
            // nobody acts on it
        }

        @Override
        public void reached(Milestone milestone, long now) {
            // nobody keeps it
        }

        @Override
        public Transfer transfer() {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}
