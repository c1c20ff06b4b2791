package io.github.socketaction.testkit;

/** Breaks a loop off that would not end by itself. An error, so that no loop catches it by the way. */
final class LoopStopped extends Error {

    private static final long serialVersionUID = 1;

    LoopStopped(String reason) {
        super("the conformance kit ends this loop: " + reason);
    }
}
