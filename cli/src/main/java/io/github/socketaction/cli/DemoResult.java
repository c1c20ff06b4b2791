package io.github.socketaction.cli;

import java.util.List;

/**
 * What the demo measured.
 *
 * @param backend the backend's name
 * @param parallel how many transfers ran at a time
 * @param tally how many transfers ended, how many of them failed, how many bytes came
 * @param problems the first few failures, each as one line
 * @param connections connections opened
 * @param counts how often the engine called, and waiting came to an end
 * @param cpuNanos processor time of the loop's thread, or -1 when it is not known
 * @param wallNanos time from the first transfer added to the last one ended
 * @param durations how long each transfer took
 */
record DemoResult(
        String backend,
        int parallel,
        Tally tally,
        List<String> problems,
        long connections,
        CallbackCounts counts,
        long cpuNanos,
        long wallNanos,
        Durations durations) {

    /** Whether every transfer ended well with every byte. */
    boolean isGood() {
        return tally.failed == 0 && tally.done == tally.count;
    }
}
