package io.github.socketaction.testkit;

import io.github.socketaction.Counts;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Transfer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every call into a multi, as far as it can be seen from outside:
 *
 * <ul>
 *   <li>INV1: what is announced is what is wanted: {@code OUT} while connecting, never {@code IN} for a paused transfer;
 *   <li>INV2: nothing is announced for a closed socket, {@code REMOVE} comes before the close, and nothing is closed twice;
 *   <li>INV3: each announcement differs from the one before;
 *   <li>INV4: the armed timer is never later than the nearest deadline, and there is none without one;
 *   <li>INV5: as many run as were added and have not completed;
 *   <li>INV6: every open socket is announced, but for idle ones that are not watched, and the wakeup;
 *   <li>INV7: callbacks are called inside calls only;
 *   <li>INV8: what is not complete waits for a socket, the timer or a free connection, or is paused.
 * </ul>
 */
final class Invariants {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What is known of a multi between two calls. */
    record Snapshot(
            Collection<Transfer> added,
            int messages,
            Counts counts,
            long timeoutMillis,
            long now,
            boolean timerMayBeStale,
            boolean watchesIdle) {}

    private final SocketLog log;
    private final Ledger ledger;
    private final List<String> complaints = new ArrayList<>();

    private Invariants(SocketLog log, Ledger ledger) {
        this.log = log;
        this.ledger = ledger;
    }

    /** All that does not hold now, each with the invariant's name. */
    static List<String> check(SocketLog log, Ledger ledger, Snapshot snapshot) {
        Invariants invariants = new Invariants(log, ledger);
        invariants.checkAnnounced();
        checkClosedOnce(ledger, invariants.complaints);
        invariants.checkTimer(snapshot);
        invariants.checkCounts(snapshot);
        invariants.checkEverythingOpenIsAnnounced(snapshot);
        invariants.checkNothingStalls(snapshot);
        return invariants.complaints;
    }

    /** The number of a descriptor that is closed twice may be somebody else's by then. */
    static void checkClosedOnce(Ledger ledger, List<String> complaints) {
        if (ledger.repeatedCloses() > 0) {
            complaints.add("INV2: something was closed that was closed before, " + ledger.repeatedCloses() + " times");
        }
    }

    /** What is wrong with an announcement at the moment it comes. */
    static void checkAnnouncement(SocketLog.Entry entry, @Nullable PollAction before, List<String> complaints) {
        SocketHandle socket = entry.socket();
        if (entry.action() == before) {
            complaints.add("INV3: " + entry + " was announced twice in a row");
        }
        if (entry.action() == PollAction.REMOVE && before == null) {
            complaints.add("INV3: " + entry + " for a socket that is not announced");
        }
        if (socket != null && socket.pollable() instanceof MemoryPollable pollable && !pollable.isOpen()) {
            complaints.add("INV2: " + entry + " for a socket that is closed");
        }
    }

    /** What is wrong with a timer value at the moment it comes. */
    static void checkTimer(long millis, boolean wasArmed, List<String> complaints) {
        if (millis < -1 || millis > Integer.MAX_VALUE) {
            complaints.add("INV4: the timer was set to " + millis);
        }
        if (millis == -1 && !wasArmed) {
            complaints.add("INV4: the timer was deleted, but none was armed");
        }
    }

    private void checkAnnounced() {
        for (Map.Entry<SocketHandle, PollAction> each : log.announced().entrySet()) {
            SocketHandle socket = each.getKey();
            PollAction action = each.getValue();
            MemoryPollable pollable = MemoryBackend.of(socket);
            if (!pollable.isOpen()) {
                complain("INV2: " + socket + " is closed, but still announced as " + action);
            }
            boolean waitsForOut = (action.interest() & SocketEvents.OUT) != 0;
            if (pollable instanceof MemoryTransport transport && transport.isConnecting() && !waitsForOut) {
                complain("INV1: " + socket + " is connecting, but announced as " + action);
            }
            Transfer transfer = socket.transfer();
            if (transfer != null
                    && transfer.isPaused(Direction.RECEIVING)
                    && (action.interest() & SocketEvents.IN) != 0) {
                complain("INV1: transfer " + transfer.id() + " is paused, but " + socket + " announced as " + action);
            }
        }
    }

    private void checkTimer(Snapshot snapshot) {
        if (snapshot.timerMayBeStale) {
            return;
        }
        long armed = log.armedNanos();
        long timeout = snapshot.timeoutMillis;
        if (timeout < 0 && armed != SocketLog.NOT_ARMED) {
            complain("INV4: there is no deadline, but the timer is armed");
        }
        if (timeout >= 0 && armed == SocketLog.NOT_ARMED) {
            complain("INV4: there is a deadline in " + timeout + " ms, but no timer is armed");
        } else if (timeout >= 0 && armed - snapshot.now >= (timeout + 1) * NANOS_PER_MILLI) {
            complain("INV4: the nearest deadline is in " + timeout + " ms, but the timer fires in "
                    + (armed - snapshot.now) + " ns");
        }
    }

    private void checkCounts(Snapshot snapshot) {
        Counts counts = snapshot.counts;
        long running =
                snapshot.added.stream().filter(transfer -> !transfer.isDone()).count();
        expect("added", snapshot.added.size(), counts.added());
        expect("running", running, counts.running());
        expect("messages", snapshot.messages, counts.messages());
        if (counts.waiting() < 0 || counts.waiting() > counts.running()) {
            complain("INV5: " + counts.waiting() + " wait, of " + counts.running() + " that run");
        }
        if (counts.idleConnections() < 0 || counts.idleConnections() > counts.connections()) {
            complain("INV5: " + counts.idleConnections() + " connections are idle, of " + counts.connections());
        }
        if (counts.lookups() < 0) {
            complain("INV5: there are " + counts.lookups() + " look-ups");
        }
    }

    private void expect(String what, long expected, long counted) {
        if (expected != counted) {
            complain("INV5: counts() says " + what + " = " + counted + ", but it is " + expected);
        }
    }

    private void checkEverythingOpenIsAnnounced(Snapshot snapshot) {
        Set<Object> known = new HashSet<>();
        log.announced().keySet().forEach(socket -> known.add(socket.pollable()));
        List<MemoryTransport> silent = ledger.transports().stream()
                .filter(each -> !known.contains(each))
                .toList();
        int allowed = snapshot.watchesIdle ? 0 : snapshot.counts.idleConnections();
        if (silent.size() > allowed) {
            complain("INV6: open, but not announced: " + silent);
        }
    }

    private void checkNothingStalls(Snapshot snapshot) {
        if (log.isTimerDue()) {
            return;
        }
        Set<Transfer> served = new HashSet<>();
        log.announced().forEach((socket, action) -> {
            Transfer transfer = socket.transfer();
            if (transfer != null && action != PollAction.NONE) {
                served.add(transfer);
            }
        });
        long stalled = snapshot.added.stream()
                .filter(each -> !each.isDone() && !each.isPaused() && !served.contains(each))
                .count();
        if (stalled > snapshot.counts.waiting() + snapshot.counts.lookups()) {
            complain("INV8: " + stalled + " transfers wait for nothing, but only " + snapshot.counts.waiting()
                    + " wait for a connection and " + snapshot.counts.lookups() + " for a name");
        }
        boolean wakeupWatched = log.announced().entrySet().stream()
                .anyMatch(each -> each.getKey().pollable() instanceof MemoryWakeup && each.getValue() == PollAction.IN);
        if (snapshot.counts.lookups() > 0 && !wakeupWatched) {
            complain("INV8: names are being looked up, but no wakeup is announced");
        }
    }

    private void complain(String complaint) {
        complaints.add(complaint);
    }
}
