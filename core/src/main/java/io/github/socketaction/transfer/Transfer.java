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

    /** Pauses both directions. */
    default void pause() {
        pause(Direction.SENDING);
        pause(Direction.RECEIVING);
    }

    /**
     * Asks nothing of the application, or delivers nothing to it, until {@link #unpause}; libcurl's {@code
     * curl_easy_pause}. The total time limit goes on. Harmless when already paused or completed. May be called from any
     * callback.
     */
    void pause(Direction direction);

    /** Lets both directions go on. */
    default void unpause() {
        unpause(Direction.SENDING);
        unpause(Direction.RECEIVING);
    }

    /**
     * Lets a paused direction go on: the transfer runs in the next action, without waiting for a socket event. Harmless
     * when not paused. May be called from any callback.
     */
    void unpause(Direction direction);

    /** Whether a direction is paused. */
    boolean isPaused(Direction direction);

    /** Whether either direction is paused. */
    default boolean isPaused() {
        return isPaused(Direction.SENDING) || isPaused(Direction.RECEIVING);
    }

    /** The object last given to {@link #attach(Object)}, or null. */
    @Nullable Object attachment();

    /**
     * Keeps an object of the application with this transfer.
     *
     * @param attachment any object, or null to let go of the last one
     */
    void attach(@Nullable Object attachment);
}
