package io.github.socketaction.kqueue;

import java.io.IOException;

/** How other threads end the wait of a poller. */
sealed interface PollerWakeup permits UserEvent, WakeupPipe {

    /** What comes back with its record; no slot is that high. */
    long KEY = -1;

    /** Makes the wait under way, or the next one, return. From any thread; many before a {@link #drain()} are one. */
    void signal();

    /**
     * Makes it silent again, after its record was reported.
     *
     * @throws IOException when it cannot be, and so would be reported for ever
     */
    void drain() throws IOException;

    /** Frees it. */
    void close();
}
