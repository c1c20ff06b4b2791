package io.github.socketaction.internal.sched;

import java.util.Arrays;

/** The deadlines of one task, and its node in the timer queue. */
final class DeadlineSet {

    private final Task task;
    private final long[] deadlines = new long[Deadline.COUNT];
    private int due;

    /** The index in the heap of the timer queue, or -1. */
    int heapIndex = -1;

    /** The deadline that the heap knows. */
    long nearest = TimerQueue.NEVER;

    DeadlineSet(Task task) {
        this.task = task;
        clear();
    }

    Task task() {
        return task;
    }

    void set(Deadline deadline, long at) {
        deadlines[deadline.index()] = at;
    }

    boolean has(Deadline deadline) {
        return deadlines[deadline.index()] != TimerQueue.NEVER;
    }

    void clear() {
        Arrays.fill(deadlines, TimerQueue.NEVER);
    }

    /** Takes what is reached out, to be asked for with {@link #takeDue()}. */
    void reach(long now) {
        for (int i = 0; i < deadlines.length; i++) {
            if (deadlines[i] <= now) {
                deadlines[i] = TimerQueue.NEVER;
                due |= 1 << i;
            }
        }
    }

    int takeDue() {
        int taken = due;
        due = 0;
        return taken;
    }

    long earliest() {
        long earliest = TimerQueue.NEVER;
        for (long deadline : deadlines) {
            earliest = Math.min(earliest, deadline);
        }
        return earliest;
    }
}
