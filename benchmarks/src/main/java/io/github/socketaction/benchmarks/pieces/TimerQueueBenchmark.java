package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.internal.sched.Deadline;
import io.github.socketaction.internal.sched.RunQueue;
import io.github.socketaction.internal.sched.Task;
import io.github.socketaction.internal.sched.TimerQueue;
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

/** A transfer's total time limit among those of others: it is set, and cleared when the transfer ends in time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimerQueueBenchmark {

    private static final long LIMIT_NANOS = 30_000_000_000L;

    /** How many transfers have a time limit. */
    @Param({"64", "10000"})
    public int tasks;

    private final TimerQueue queue = new TimerQueue();
    private final RunQueue runQueue = new RunQueue();
    private Task[] all = {};
    private int next;
    private long now;

    /** Sets everybody's deadline. */
    @Setup
    public void fill() {
        all = new Task[tasks];
        for (int i = 0; i < tasks; i++) {
            all[i] = new Idler();
            queue.set(all[i], Deadline.TOTAL, now++ + LIMIT_NANOS);
        }
    }

    /** The oldest one ends in time and a new one begins. */
    @Benchmark
    public void clearAndSet() {
        Task task = all[next];
        next = next + 1 == tasks ? 0 : next + 1;
        queue.clearAll(task);
        queue.set(task, Deadline.TOTAL, now++ + LIMIT_NANOS);
    }

    /** The oldest one reaches its limit and a new one begins. */
    @Benchmark
    public void expireAndSet() {
        queue.expire(queue.nearest(), runQueue);
        runQueue.drain(now, 1);
        Task task = all[next];
        next = next + 1 == tasks ? 0 : next + 1;
        queue.set(task, Deadline.TOTAL, now++ + LIMIT_NANOS);
    }

    private static final class Idler extends Task {
        @Override
        protected void run(long now) {
            takeDue();
        }
    }
}
