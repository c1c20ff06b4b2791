package io.github.socketaction.testkit;

/** A group of the rules of {@link BackendConformance}; one small interface for each subject. */
public interface BackendRules {

    /** What the test works with; a fresh one for each test. */
    BackendBench bench();
}
