package io.github.socketaction.internal.watch;

import io.github.socketaction.internal.sched.TimerQueue;
import io.github.socketaction.socket.TimerCallback;

/**
 * What the application was told about the timer. It is told when it must come back earlier than it was told, when there
 * is nothing to come back for, and when the timer it was told of has fired; a later deadline can wait for that.
 */
public final class TimerAnnouncer {

    /** The longest time that is announced: libcurl's limit of every timer. */
    public static final long MAX_MILLIS = Integer.MAX_VALUE;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TimerCallback callback;
    private long armed = TimerQueue.NEVER;

    public TimerAnnouncer(TimerCallback callback) {
        this.callback = callback;
    }

    /** The application's timer has fired, or the application says so. */
    public void fired() {
        armed = TimerQueue.NEVER;
    }

    /** Whether the application has a timer set. */
    public boolean isArmed() {
        return armed != TimerQueue.NEVER;
    }

    /** Whether there is something to tell. */
    public boolean hasChange(long deadline) {
        return deadline < armed || (deadline == TimerQueue.NEVER && isArmed());
    }

    /**
     * Tells the application, if there is something to tell.
     *
     * @param deadline when it must come back, or {@link TimerQueue#NEVER}
     * @throws RuntimeException what the callback threw
     */
    public void announce(long deadline, long now) {
        if (deadline == TimerQueue.NEVER) {
            if (isArmed()) {
                armed = TimerQueue.NEVER;
                callback.onTimer(-1);
            }
        } else if (deadline < armed) {
            armed = deadline;
            callback.onTimer(millisUntil(deadline, now));
        }
    }

    /** Milliseconds until a deadline, rounded up, so that nobody comes back just before it. */
    public static long millisUntil(long deadline, long now) {
        long nanos = Math.max(0, deadline - now);
        long millis = nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
        return Math.min(MAX_MILLIS, millis);
    }
}
