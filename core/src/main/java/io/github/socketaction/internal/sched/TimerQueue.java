package io.github.socketaction.internal.sched;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all tasks: a heap of four children a node, with one node a task, keyed by the task's nearest deadline.
 *
 * <p>The keys lie beside the nodes in an array of their own, four siblings in one cache line, so that finding a place looks
 * at no node (benchmark {@code TimerQueueBenchmark}).
 */
public final class TimerQueue {

    /** The deadline of who has none. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int CHILDREN = 4;
    private static final int INITIAL_CAPACITY = 64;

    private @Nullable DeadlineSet[] nodes = new @Nullable DeadlineSet[INITIAL_CAPACITY];

    /** The deadline by which each node has its place. */
    private long[] keys = new long[INITIAL_CAPACITY];

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
        return size == 0 ? NEVER : keys[0];
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
        long key = node.earliest();
        int index = node.heapIndex;
        if (key == NEVER) {
            if (index >= 0) {
                remove(node);
            }
        } else if (index < 0) {
            append(node, key);
        } else if (key != keys[index]) {
            settle(node, key, index);
        }
    }

    private void append(DeadlineSet node, long key) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
            keys = Arrays.copyOf(keys, size * 2);
        }
        settle(node, key, size++);
    }

    private void remove(DeadlineSet node) {
        int index = node.heapIndex;
        DeadlineSet last = at(--size);
        nodes[size] = null;
        node.heapIndex = -1;
        if (last != node) {
            settle(last, keys[size], index);
        }
    }

    /** Puts a node where it belongs, beginning at a place that is free. */
    private void settle(DeadlineSet node, long key, int free) {
        int index = up(key, free);
        if (index == free) {
            index = down(key, free);
        }
        place(node, key, index);
    }

    /** Moves the free place towards the root until the key may stand there. */
    private int up(long key, int free) {
        int index = free;
        while (index > 0) {
            int parent = (index - 1) / CHILDREN;
            if (keys[parent] <= key) {
                break;
            }
            place(at(parent), keys[parent], index);
            index = parent;
        }
        return index;
    }

    /** Moves the free place towards the leaves until the key may stand there. */
    private int down(long key, int free) {
        int index = free;
        while (true) {
            int child = smallestChild(index);
            if (child < 0 || key <= keys[child]) {
                return index;
            }
            place(at(child), keys[child], index);
            index = child;
        }
    }

    /** Where the smallest child of a place stands, or -1 when it has none. */
    private int smallestChild(int index) {
        int first = index * CHILDREN + 1;
        if (first >= size) {
            return -1;
        }
        int end = Math.min(first + CHILDREN, size);
        int smallest = first;
        for (int child = first + 1; child < end; child++) {
            if (keys[child] < keys[smallest]) {
                smallest = child;
            }
        }
        return smallest;
    }

    private void place(DeadlineSet node, long key, int index) {
        nodes[index] = node;
        keys[index] = key;
        node.heapIndex = index;
    }

    private DeadlineSet at(int index) {
        DeadlineSet node = nodes[index];
        if (node == null) {
            throw new IllegalStateException("no task at " + index + " of " + size + " in the timer queue");
        }
        return node;
    }
}
