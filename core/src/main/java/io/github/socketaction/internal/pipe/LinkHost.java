package io.github.socketaction.internal.pipe;

import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** Whom links and connectors serve: the connection. */
public interface LinkHost {

    /** Something happened below; queues whoever can move on by it. */
    void onReady();

    /**
     * Asks to be moved on at a time, in place of the time asked for before.
     *
     * @param at nanoseconds of the engine's clock, or {@link
     *     io.github.socketaction.internal.sched.TimerQueue#NEVER} for no time
     */
    void wakeAt(long at);

    /** A connector has done its part. */
    void reached(Milestone milestone, long now);

    /** The one transfer that is served now, or null. */
    @Nullable Transfer transfer();
}
