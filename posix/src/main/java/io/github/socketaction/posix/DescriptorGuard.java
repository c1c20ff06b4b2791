package io.github.socketaction.posix;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a descriptor open while other threads use it, without a lock: whoever leaves last after {@link #close} closes it.
 * So nobody ever writes to the number after it was given to something else.
 */
public final class DescriptorGuard {

    private static final int CLOSED = Integer.MIN_VALUE;

    /** How many are inside; with the sign bit set once it is to be closed. */
    private final AtomicInteger users = new AtomicInteger();

    private final Runnable closer;

    /** A guard; the closer is run once, by the thread that leaves last. */
    public DescriptorGuard(Runnable closer) {
        this.closer = closer;
    }

    /** Begins a use; false when it is closed. */
    public boolean enter() {
        int count = users.get();
        while (count >= 0) {
            int seen = users.compareAndExchange(count, count + 1);
            if (seen == count) {
                return true;
            }
            count = seen;
        }
        return false;
    }

    /** Ends a use. */
    public void exit() {
        if (users.decrementAndGet() == CLOSED) {
            closer.run();
        }
    }

    /** Closes it now, or at the end of the last use. Harmless to repeat. */
    public void close() {
        if (users.getAndUpdate(count -> count | CLOSED) == 0) {
            closer.run();
        }
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return users.get() < 0;
    }
}
