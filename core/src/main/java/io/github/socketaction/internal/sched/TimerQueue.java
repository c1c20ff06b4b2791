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

    private @Nullable DeadlineSet[] heap = new @Nullable DeadlineSet[64];
    private int size;

    /** Sets a deadline of a task, in place of the one it had. */
    public void set(Task task, Deadline deadline, long at) {
        DeadlineSet node = task.deadlines;
        if (node == null) {
            node = new DeadlineSet(task);
            task.deadlines = node;
        }
        node.set(deadline, at);
        reposition(node);
    }

    /** Whether a task has a deadline that is not reached yet. */
    public boolean has(Task task, Deadline deadline) {
        return task.deadlines != null && task.deadlines.has(deadline);
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
            task.deadlines.clear();
            reposition(task.deadlines);
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
            DeadlineSet node = at(0);
            node.reach(now);
            reposition(node);
            runQueue.add(node.task());
        }
    }

    private void reposition(DeadlineSet node) {
        long nearest = node.earliest();
        if (nearest == node.nearest) {
            return;
        }
        node.nearest = nearest;
        if (nearest == NEVER) {
            remove(node);
            return;
        }
        if (node.heapIndex < 0) {
            append(node);
        }
        siftUp(node);
        siftDown(node);
    }

    private void append(DeadlineSet node) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        place(node, size++);
    }

    private void remove(DeadlineSet node) {
        int index = node.heapIndex;
        DeadlineSet last = at(--size);
        heap[size] = null;
        node.heapIndex = -1;
        if (last != node) {
            place(last, index);
            siftUp(last);
            siftDown(last);
        }
    }

    private void siftUp(DeadlineSet node) {
        int index = node.heapIndex;
        while (index > 0) {
            DeadlineSet parent = at((index - 1) / 2);
            if (parent.nearest <= node.nearest) {
                break;
            }
            int up = parent.heapIndex;
            place(parent, index);
            index = up;
        }
        place(node, index);
    }

    private void siftDown(DeadlineSet node) {
        int index = node.heapIndex;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && at(child + 1).nearest < at(child).nearest) {
                child++;
            }
            DeadlineSet smaller = at(child);
            if (node.nearest <= smaller.nearest) {
                break;
            }
            place(smaller, index);
            index = child;
        }
        place(node, index);
    }

    private void place(DeadlineSet node, int index) {
        heap[index] = node;
        node.heapIndex = index;
    }

    private DeadlineSet at(int index) {
        DeadlineSet node = heap[index];
        if (node == null) {
            throw new IllegalStateException("no task at " + index + " of " + size + " in the timer queue");
        }
        return node;
    }
}
