package io.github.socketaction.testkit;

/** A group of the rules of {@link LoopConformance}; one small interface for each subject. */
public interface LoopRules {

    /** What the test works with; a fresh one for each test. */
    LoopBench loopBench();
}
