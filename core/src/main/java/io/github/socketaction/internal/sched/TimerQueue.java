package io.github.socketaction.internal.sched;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all tasks: a binary heap with one node a task, keyed by the task's nearest deadline. Deadlines are set
 * in roughly the order in which they fall due, so that setting and clearing one mostly moves nothing.
 */
public final class TimerQueue {

    /** The deadline of who has none. */
    public static final long NEVER = Long.MAX_VALUE;

    private @Nullable Task[] heap = new @Nullable Task[64];
    private int size;

    /** Sets a deadline of a task, in place of the one it had. */
    public void set(Task task, Deadline deadline, long at) {
        long[] deadlines = task.deadlines;
        if (deadlines == null) {
            deadlines = new long[Deadline.COUNT];
            Arrays.fill(deadlines, NEVER);
            task.deadlines = deadlines;
        }
        deadlines[deadline.index()] = at;
        reposition(task, deadlines);
    }

    /** Clears a deadline of a task, if there is one. */
    public void clear(Task task, Deadline deadline) {
        if (task.deadlines != null) {
            set(task, deadline, NEVER);
        }
    }

    /** Clears all deadlines of a task. */
    public void clearAll(Task task) {
        if (task.deadlines != null) {
            Arrays.fill(task.deadlines, NEVER);
            reposition(task, task.deadlines);
        }
    }

    /** The nearest deadline of all, or {@link #NEVER}. */
    public long nearest() {
        return size == 0 ? NEVER : at(0).nearest;
    }

    /** How many tasks have a deadline. */
    public int size() {
        return size;
    }

    /** Queues every task that has a deadline which is reached, in the order of the deadlines. */
    public void expire(long now, RunQueue runQueue) {
        while (nearest() <= now) {
            Task task = at(0);
            markReached(task, now);
            runQueue.add(task);
        }
    }

    private void markReached(Task task, long now) {
        long[] deadlines = task.deadlines;
        if (deadlines == null) {
            throw new IllegalStateException("a task without deadlines stands in the timer queue");
        }
        int due = 0;
        for (int i = 0; i < deadlines.length; i++) {
            if (deadlines[i] <= now) {
                deadlines[i] = NEVER;
                due |= 1 << i;
            }
        }
        task.markDue(due);
        reposition(task, deadlines);
    }

    private void reposition(Task task, long[] deadlines) {
        long nearest = NEVER;
        for (long deadline : deadlines) {
            nearest = Math.min(nearest, deadline);
        }
        if (nearest == task.nearest) {
            return;
        }
        task.nearest = nearest;
        if (nearest == NEVER) {
            remove(task);
            return;
        }
        if (task.heapIndex < 0) {
            append(task);
        }
        siftUp(task);
        siftDown(task);
    }

    private void append(Task task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        place(task, size++);
    }

    private void remove(Task task) {
        int index = task.heapIndex;
        Task last = at(--size);
        heap[size] = null;
        task.heapIndex = -1;
        if (last != task) {
            place(last, index);
            siftUp(last);
            siftDown(last);
        }
    }

    private void siftUp(Task task) {
        int index = task.heapIndex;
        while (index > 0) {
            Task parent = at((index - 1) / 2);
            if (parent.nearest <= task.nearest) {
                break;
            }
            int up = parent.heapIndex;
            place(parent, index);
            index = up;
        }
        place(task, index);
    }

    private void siftDown(Task task) {
        int index = task.heapIndex;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && at(child + 1).nearest < at(child).nearest) {
                child++;
            }
            Task smaller = at(child);
            if (task.nearest <= smaller.nearest) {
                break;
            }
            place(smaller, index);
            index = child;
        }
        place(task, index);
    }

    private void place(Task task, int index) {
        heap[index] = task;
        task.heapIndex = index;
    }

    private Task at(int index) {
        Task task = heap[index];
        if (task == null) {
            throw new IllegalStateException("no task at " + index + " of " + size + " in the timer queue");
        }
        return task;
    }
}
