package io.github.socketaction.testkit;

import io.github.socketaction.LoopObserver;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.TimerCallback;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Compares what a loop does with what it was told. Asked by other threads than the loop's, too. */
final class LoopMonitor implements LoopObserver {

    /** Events that may have been collected before an announcement that makes them needless. */
    private static final int COLLECTED_BEFORE = 3;

    private static final int TRACE = 12;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Timer(long millis, long deadline, boolean replacesAnother) {}

    private static final class Watch {
        private PollAction action = PollAction.REMOVE;
        private @Nullable Object assigned;
        private int announcements;
        private int events;
        private int needless;
    }

    private final LongSupplier nanoTime;
    private final long latenessNanos;
    private final long origin;
    private final Map<SocketHandle, Watch> watches = new LinkedHashMap<>();
    private final Map<SocketHandle, Integer> eventsAfterRemove = new HashMap<>();
    private final Map<LoopRule, String> violations = new EnumMap<>(LoopRule.class);
    private final Deque<String> trace = new ArrayDeque<>();
    private @Nullable Thread owner;
    private @Nullable Timer timer;
    private @Nullable String stopReason;
    private int insideCallback;
    private int actions;
    private int unasked;
    private long calls;

    LoopMonitor(LongSupplier nanoTime, long latenessNanos) {
        this.nanoTime = nanoTime;
        this.latenessNanos = latenessNanos;
        origin = nanoTime.getAsLong();
    }

    /** The loop's thread is the current one. */
    synchronized void begin() {
        calls++;
        owner = Thread.currentThread();
    }

    synchronized @Nullable Thread owner() {
        return owner;
    }

    @Override
    public SocketCallback around(SocketCallback callback) {
        return (socket, action, assigned) -> {
            announced(socket, action, assigned);
            try {
                callback.onSocket(socket, action, assigned);
            } finally {
                leaveCallback();
            }
        };
    }

    @Override
    public TimerCallback around(TimerCallback callback) {
        return millis -> {
            timerSet(millis);
            try {
                callback.onTimer(millis);
            } finally {
                leaveCallback();
            }
        };
    }

    @Override
    public synchronized void onAction(@Nullable SocketHandle socket, int events) {
        calls++;
        note(socket == null ? "timeoutAction()" : "socketAction(" + socket + ", " + bits(events) + ")");
        if (stopReason != null) {
            throw new LoopStopped(stopReason);
        }
        Thread caller = Thread.currentThread();
        if (owner != null && owner != caller) {
            violate(LoopRule.THREAD, "thread " + caller.getName() + " acted, the multi belongs to " + owner.getName());
        } else if (insideCallback > 0) {
            violate(LoopRule.CALLBACK, "an action while a callback was still running");
        } else if (socket == null) {
            timeoutAction();
        } else {
            socketAction(socket, events);
        }
    }

    private void timeoutAction() {
        actions++;
        checkOverdue();
        if (timer == null) {
            unasked++;
        }
        timer = null;
    }

    private void socketAction(SocketHandle socket, int events) {
        actions++;
        Watch watch = watches.get(socket);
        if (watch == null) {
            int count = eventsAfterRemove.merge(socket, 1, Integer::sum);
            if (count > COLLECTED_BEFORE) {
                violate(LoopRule.REMOVED, count + " events for " + socket + " after its REMOVE");
            }
            return;
        }
        watch.events++;
        boolean nothing = watch.action == PollAction.NONE;
        if (nothing || (events != 0 && (events & (watch.action.interest() | SocketEvents.ERR)) == 0)) {
            watch.needless++;
        }
        if (watch.needless > COLLECTED_BEFORE) {
            violate(
                    nothing ? LoopRule.NOTHING : LoopRule.CHANGED,
                    watch.needless + " events " + bits(events) + " for " + socket + ", for which " + watch.action
                            + " is announced");
        }
    }

    private synchronized void announced(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        calls++;
        insideCallback++;
        note("onSocket(" + socket + ", " + action + ")");
        Watch watch = watches.computeIfAbsent(socket, key -> new Watch());
        if (watch.assigned != null && assigned == null) {
            violate(
                    LoopRule.ASSIGNED,
                    action + " of " + socket + " came with null, and " + watch.action + " before it with an object");
        }
        watch.assigned = assigned;
        watch.action = action;
        watch.announcements++;
        watch.events = 0;
        watch.needless = 0;
        if (action == PollAction.REMOVE) {
            watches.remove(socket);
        }
    }

    private synchronized void timerSet(long millis) {
        calls++;
        insideCallback++;
        note("onTimer(" + millis + ")");
        boolean replaces = timer != null;
        timer = millis < 0
                ? null
                : new Timer(millis, nanoTime.getAsLong() - origin + millis * NANOS_PER_MILLI, replaces);
    }

    private synchronized void leaveCallback() {
        insideCallback--;
    }

    /** Looks whether a timer should have been answered by now. */
    synchronized void checkOverdue() {
        Timer set = timer;
        if (set != null && nanoTime.getAsLong() - origin - set.deadline > latenessNanos) {
            missed(set);
        }
    }

    private void missed(Timer set) {
        if (!violations.isEmpty()) {
            return; // only a consequence
        }
        long late = (nanoTime.getAsLong() - origin - set.deadline) / NANOS_PER_MILLI;
        LoopRule rule = set.replacesAnother
                ? LoopRule.TIMER_REPLACED
                : set.millis == 0 ? LoopRule.TIMER_ZERO : LoopRule.TIMER_FIRES;
        violate(
                rule,
                "onTimer(" + set.millis + ") was unanswered "
                        + (late > 0 ? late + " ms after its time" : "when the loop waited without a limit"));
    }

    /**
     * Finds out why nothing goes on any more.
     *
     * @param suspect what the test at hand is about, if everything else works; or null
     */
    synchronized void stuck(@Nullable LoopRule suspect) {
        if (!violations.isEmpty()) {
            return;
        }
        if (timer != null) {
            missed(timer);
            return;
        }
        for (Map.Entry<SocketHandle, Watch> each : watches.entrySet()) {
            Watch watch = each.getValue();
            if (watch.action != PollAction.NONE) {
                LoopRule rule = watch.announcements > 1 ? LoopRule.CHANGED : LoopRule.WAITED_FOR;
                violate(
                        suspect == null ? rule : suspect,
                        "nothing was reported any more for " + each.getKey()
                                + ", for which " + watch.action + " is announced and " + watch.events
                                + " events have come since");
                return;
            }
        }
    }

    /** Notes that a rule is broken; the first time counts. */
    synchronized void violate(LoopRule rule, String seen) {
        violations.putIfAbsent(rule, seen + "; the last calls were\n    " + String.join("\n    ", trace));
    }

    synchronized Map<LoopRule, String> violations() {
        return new EnumMap<>(violations);
    }

    /** Lets every further action throw. */
    synchronized void stop(String reason) {
        stopReason = reason;
    }

    /** How many actions there were so far. */
    synchronized int actions() {
        return actions;
    }

    /** How many times the time was said to be up though no timer was set. */
    synchronized int unasked() {
        return unasked;
    }

    /** A number that grows with each call that passes here. */
    synchronized long calls() {
        return calls;
    }

    private void note(String call) {
        if (trace.size() == TRACE) {
            trace.removeFirst();
        }
        trace.addLast((nanoTime.getAsLong() - origin) / NANOS_PER_MILLI + " ms  " + call);
    }

    private static String bits(int events) {
        String text = ((events & SocketEvents.IN) != 0 ? "IN " : "")
                + ((events & SocketEvents.OUT) != 0 ? "OUT " : "")
                + ((events & SocketEvents.ERR) != 0 ? "ERR" : "");
        return text.isEmpty() ? "0" : text.strip().replace(' ', '|');
    }
}
