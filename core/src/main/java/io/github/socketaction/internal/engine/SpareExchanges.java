package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.buffer.BufferPool;
import java.util.ArrayDeque;

/** Exchanges that are over, for those that begin. */
final class SpareExchanges {

    /** How many are kept: as many as complete in one action. Each holds some 350 bytes and no buffer. */
    private static final int KEPT = 1024;

    private final BufferPool buffers;
    private final ArrayDeque<RunningExchange> spare = new ArrayDeque<>();

    SpareExchanges(BufferPool buffers) {
        this.buffers = buffers;
    }

    RunningExchange take() {
        RunningExchange last = spare.pollLast();
        return last == null ? new RunningExchange(buffers) : last;
    }

    /** Takes one back that has ended. */
    void give(RunningExchange exchange) {
        if (spare.size() < KEPT) {
            spare.addLast(exchange);
        }
    }
}
