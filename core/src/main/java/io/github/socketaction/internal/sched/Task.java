package io.github.socketaction.internal.sched;

import org.jspecify.annotations.Nullable;

/**
 * Something that moves on when it is run: a transfer, an idle connection. It holds its own places in the run queue and
 * the timer queue, so that neither allocates.
 */
public abstract class Task {

    /** The next task in the run queue. */
    @Nullable Task nextToRun;

    boolean isQueued;

    /** Nothing will ever be done by running it again. */
    boolean isRetired;

    /** Its place in the timer queue, or null while it never had a deadline. */
    @Nullable DeadlineSet deadlines;

    /**
     * Moves on as far as is possible without waiting.
     *
     * @param now the time of this action
     */
    protected abstract void run(long now);

    /** The set of deadlines that were reached since the last call, to be asked with {@link Deadline#isIn}. */
    protected final int takeDue() {
        return deadlines == null ? 0 : deadlines.takeDue();
    }

    /** Says that the task is over: standing in a queue, it counts no more and is not run. */
    protected final void retire() {
        isRetired = true;
    }
}
