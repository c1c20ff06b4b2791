package io.github.socketaction.transfer;

import org.jspecify.annotations.Nullable;

/**
 * One run of {@link TransferOptions}, from the moment it is added to a multi. It cannot be run twice: add the same
 * options again for that.
 *
 * <p>All methods but {@link #id()} and {@link #options()} belong to the thread of the multi.
 */
public interface Transfer {

    /** A number that no other transfer of the same multi has or had, from 1 upward. */
    long id();

    /** What this transfer was asked to do. */
    TransferOptions options();

    /** Whether the transfer has completed. */
    default boolean isDone() {
        return result() != null;
    }

    /** How the transfer ended, or null while it is running and when it was removed before its end. */
    @Nullable TransferResult result();

    /** The figures of the transfer, live while it runs and final after its end. */
    TransferInfo info();

    /**
     * Stops delivering to the application until {@link #unpause()}; libcurl's {@code curl_easy_pause}. The total time
     * limit goes on. Harmless when already paused or completed. May be called from any callback.
     */
    void pause();

    /**
     * Lets a paused transfer go on: it runs in the next action, without waiting for a socket event. Harmless when not
     * paused. May be called from any callback.
     */
    void unpause();

    /** Whether the transfer is paused. */
    boolean isPaused();

    /** The object last given to {@link #attach(Object)}, or null. */
    @Nullable Object attachment();

    /**
     * Keeps an object of the application with this transfer.
     *
     * @param attachment any object, or null to let go of the last one
     */
    void attach(@Nullable Object attachment);
}
