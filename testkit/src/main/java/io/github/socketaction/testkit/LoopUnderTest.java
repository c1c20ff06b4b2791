package io.github.socketaction.testkit;

import io.github.socketaction.Multi;

/** What {@link LoopConformance} needs of an application's loop: a few lines of glue in a test. */
public interface LoopUnderTest {

    /** The multi in the loop, made with the options that the kit gave. Only asked on the loop's thread. */
    Multi multi();

    /**
     * Runs the start on the loop's thread, where it adds transfers, and then the loop.
     *
     * <p>A loop that runs on its caller's thread returns when no transfer is running. A loop with a thread of its own
     * hands the start over to that thread and may return at once: the kit waits for the transfers itself. Called several
     * times, one after the other.
     *
     * @throws Exception whatever ends the loop; the test fails with it, unless the kit knows a better reason
     */
    void run(Runnable start) throws Exception;

    /** Closes the multi on the loop's thread, and then the loop. Called once, on the thread that called {@link #run}. */
    void close() throws Exception;
}
