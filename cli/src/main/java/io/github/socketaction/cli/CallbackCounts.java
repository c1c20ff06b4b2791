package io.github.socketaction.cli;

import io.github.socketaction.socket.PollAction;

/** How often an event loop was called, and came to life. */
final class CallbackCounts {

    private final long[] actions = new long[PollAction.values().length];

    /** Calls of the timer callback. */
    long timerCallbacks;

    /** How often waiting came to an end. */
    long wakeups;

    void count(PollAction action) {
        actions[action.number()]++;
    }

    /** Calls of the socket callback with an action. */
    long of(PollAction action) {
        return actions[action.number()];
    }

    /** Calls of the socket callback. */
    long socketCallbacks() {
        long sum = 0;
        for (long count : actions) {
            sum += count;
        }
        return sum;
    }
}
