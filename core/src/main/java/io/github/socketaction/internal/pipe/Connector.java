package io.github.socketaction.internal.pipe;

import io.github.socketaction.internal.TransferFailure;
import org.jspecify.annotations.Nullable;

/** A connection in the making. */
public interface Connector {

    /**
     * Moves on as far as is possible without waiting.
     *
     * @param now the time of this action
     * @return the finished link, or null while not there yet
     * @throws TransferFailure when there is no way left; the caller then {@linkplain #cancel cancels}
     */
    @Nullable Link step(long now);

    /**
     * Whether what was made so far, from the socket on, is of no more use, so that all has to be made anew; asked when {@link
     * #step} gave null. What is open is released then.
     */
    default boolean startsOver() {
        return false;
    }

    /** Gives up; what is open is released. Harmless to repeat, and after the end. */
    void cancel();

    /** What is being attempted, for messages: {@code connecting to example.com port 80 (192.0.2.1)}. */
    String attempt();

    /** What is there when it is done. */
    Milestone milestone();
}
