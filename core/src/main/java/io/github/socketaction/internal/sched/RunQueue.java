package io.github.socketaction.internal.sched;

import org.jspecify.annotations.Nullable;

/** The tasks that can move on, in the order in which they became able to; each stands in it once. */
public final class RunQueue {

    private @Nullable Task head;
    private @Nullable Task tail;
    private long runs;

    /** Appends a task, unless it stands in a queue already or is over. */
    public void add(Task task) {
        if (task.isQueued || task.isRetired) {
            return;
        }
        task.isQueued = true;
        if (tail == null) {
            head = task;
        } else {
            tail.nextToRun = task;
        }
        tail = task;
    }

    /** Whether no task is to be run; drops those that are over. */
    public boolean isEmpty() {
        while (head != null && head.isRetired) {
            poll();
        }
        return head == null;
    }

    /**
     * Runs tasks, also those that are appended meanwhile, until none is left or the budget is spent.
     *
     * @param now the time of this action
     * @param budget how many to run at most
     */
    public void drain(long now, int budget) {
        for (int left = budget; left > 0; left--) {
            Task task = poll();
            if (task == null) {
                return;
            }
            if (!task.isRetired) {
                runs++;
                task.run(now);
            }
        }
    }

    /** How often a task was run so far. */
    public long runs() {
        return runs;
    }

    /** Moves all tasks of another queue to the end of this one. */
    public void append(RunQueue other) {
        for (Task task = other.poll(); task != null; task = other.poll()) {
            add(task);
        }
    }

    private @Nullable Task poll() {
        Task task = head;
        if (task != null) {
            head = task.nextToRun;
            if (head == null) {
                tail = null;
            }
            task.nextToRun = null;
            task.isQueued = false;
        }
        return task;
    }
}
