package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import java.util.function.UnaryOperator;

/** A group of the rules of {@link EngineConformance}; one small interface for each subject. */
public interface EngineRules {

    /**
     * A fresh world for the test, which afterwards must have closed all it opened.
     *
     * @param more what the test needs beyond the options that are tested
     */
    Simulation world(UnaryOperator<MultiOptions.Builder> more, Trigger trigger);

    /** As {@link #world(UnaryOperator, Trigger)}, for an application that waits for levels. */
    default Simulation world(UnaryOperator<MultiOptions.Builder> more) {
        return world(more, Trigger.LEVEL);
    }

    /** As {@link #world(UnaryOperator)}, with the options that are tested and no others. */
    default Simulation world() {
        return world(options -> options);
    }
}
