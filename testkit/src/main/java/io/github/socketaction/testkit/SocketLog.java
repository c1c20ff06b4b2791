package io.github.socketaction.testkit;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.TimerCallback;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records every call of the socket and the timer callback in its order, keeps what follows from them (what is announced,
 * when the timer fires), and hands each on.
 *
 * <p>Both callbacks are this one object, so that there is one order. Sockets are numbered as they appear: the first one is
 * {@code #1}.
 */
public final class SocketLog implements SocketCallback, TimerCallback {

    /** What the armed time is when no timer is armed. */
    public static final long NOT_ARMED = -1;

    /**
     * One call.
     *
     * @param nanos when, as {@link VirtualClock#elapsed()}
     * @param socket the socket, or null for the timer
     * @param number the socket's number in this log, from 1 upward; 0 for the timer
     * @param action what was announced, or null for the timer
     * @param assigned the object that came with it, or null
     * @param millis what the timer was set to; 0 for a socket
     */
    public record Entry(
            long nanos,
            @Nullable SocketHandle socket,
            int number,
            @Nullable PollAction action,
            @Nullable Object assigned,
            long millis) {

        /** The socket of a call about one. */
        public SocketHandle handle() {
            return Objects.requireNonNull(socket, "this call was about the timer");
        }

        /** Such as {@code OUT#1} or {@code timer 0}. */
        @Override
        public String toString() {
            return action == null ? "timer " + millis : action + "#" + number;
        }
    }

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final VirtualClock clock;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<SocketHandle, PollAction> announced = new LinkedHashMap<>();
    private final Map<SocketHandle, Integer> numbers = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private @Nullable SocketCallback next;
    private @Nullable Consumer<Entry> hook;
    private boolean keepsEntries = true;
    private long calls;
    private long armed = NOT_ARMED;
    private long failingCall;
    private @Nullable RuntimeException failure;
    private int insideCalls;
    private boolean checksOrigin;

    /** A log with the time of a clock. */
    public SocketLog(VirtualClock clock) {
        this.clock = clock;
    }

    /** Hands socket calls on to a poller or whatever else waits. */
    public SocketLog forwardTo(SocketCallback receiver) {
        next = receiver;
        return this;
    }

    /**
     * Runs something inside each call of either callback, after it was recorded; null for nothing. If it throws, the
     * application has not accepted what the call said.
     */
    public SocketLog onCall(@Nullable Consumer<Entry> action) {
        hook = action;
        return this;
    }

    /**
     * Lets the n-th call from now on, of either callback, throw.
     *
     * @param nth 1 for the next one
     */
    public void failCall(long nth, RuntimeException toThrow) {
        failingCall = calls + nth;
        failure = toThrow;
    }

    /** Keeps only the last few entries from now on, for long runs. */
    public void keepLittle() {
        keepsEntries = false;
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        int number = numbers.computeIfAbsent(socket, key -> numbers.size() + 1);
        Entry entry = new Entry(clock.elapsed(), socket, number, action, assigned, 0);
        record(entry);
        PollAction before = announced.get(socket);
        Invariants.checkAnnouncement(entry, before, complaints);
        boolean accepted = false;
        keep(socket, action);
        try {
            throwIfDue();
            runHook(entry);
            accepted = true;
        } finally {
            if (!accepted && action != PollAction.REMOVE) {
                keep(socket, before == null ? PollAction.REMOVE : before);
            }
        }
        if (next != null) {
            next.onSocket(socket, action, assigned);
        }
    }

    @Override
    public void onTimer(long millis) {
        Entry entry = new Entry(clock.elapsed(), null, 0, null, null, millis);
        record(entry);
        Invariants.checkTimer(millis, armed != NOT_ARMED, complaints);
        armed = NOT_ARMED;
        throwIfDue();
        runHook(entry);
        armed = millis < 0 ? NOT_ARMED : clock.elapsed() + millis * NANOS_PER_MILLI;
    }

    /** The timer has fired: it is armed no more. */
    public void timerFired() {
        armed = NOT_ARMED;
    }

    /** When the timer fires, as {@link VirtualClock#elapsed()}, or {@link #NOT_ARMED}. */
    public long armedNanos() {
        return armed;
    }

    /** Whether the timer is armed and its time has come. */
    public boolean isTimerDue() {
        return armed != NOT_ARMED && armed <= clock.elapsed();
    }

    /** How many calls there were. */
    public long calls() {
        return calls;
    }

    /** All calls in their order. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** All calls as text, such as {@code OUT#1} and {@code timer 0}. */
    public List<String> lines() {
        return entries.stream().map(Entry::toString).collect(Collectors.toList());
    }

    /** The calls about sockets as text. */
    public List<String> socketLines() {
        return entries.stream()
                .filter(e -> e.action() != null)
                .map(Entry::toString)
                .collect(Collectors.toList());
    }

    /** The values of the calls about the timer. */
    public List<Long> timerValues() {
        return entries.stream()
                .filter(e -> e.action() == null)
                .map(Entry::millis)
                .collect(Collectors.toList());
    }

    /** Forgets the calls so far, but not what is announced and armed. */
    public void clear() {
        entries.clear();
    }

    /** What is announced now, in the order of announcement; {@code NONE} counts, {@code REMOVE} ends it. */
    public Map<SocketHandle, PollAction> announced() {
        return Collections.unmodifiableMap(announced);
    }

    /** The socket of a number. */
    public SocketHandle socket(int number) {
        return numbers.entrySet().stream()
                .filter(each -> each.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no socket #" + number + " was announced yet"));
    }

    /** The last few calls, one a line with their times, for messages. */
    public String tail() {
        return entries.subList(Math.max(0, entries.size() - 15), entries.size()).stream()
                .map(e -> "  " + e.nanos() / 1_000 + " us  " + e)
                .collect(Collectors.joining("\n"));
    }

    /** Says that calls are only right between {@link #enterCall()} and {@link #exitCall()}. */
    void checkOrigin() {
        checksOrigin = true;
    }

    void enterCall() {
        insideCalls++;
    }

    void exitCall() {
        insideCalls--;
    }

    /** What was wrong with the calls since the last time this was asked. */
    List<String> takeComplaints() {
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    private void record(Entry entry) {
        calls++;
        if (!keepsEntries && entries.size() >= 64) {
            entries.subList(0, 32).clear();
        }
        entries.add(entry);
        if (checksOrigin && insideCalls == 0) {
            complaints.add("INV7: " + entry + " came outside of every call into the multi");
        }
    }

    private void keep(SocketHandle socket, PollAction action) {
        if (action == PollAction.REMOVE) {
            announced.remove(socket);
        } else {
            announced.put(socket, action);
        }
    }

    private void throwIfDue() {
        if (calls == failingCall && failure != null) {
            throw failure;
        }
    }

    private void runHook(Entry entry) {
        if (hook != null) {
            hook.accept(entry);
        }
    }
}
