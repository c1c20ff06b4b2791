package io.github.socketaction.testkit;

import io.github.socketaction.Counts;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A multi on a {@link MemoryBackend} that checks the invariants INV1 to INV8 after every call. It has the methods of
 * {@link Multi}, and throws an {@link AssertionError} that names the invariant.
 *
 * <p>Everything must go through it, also the calls made inside callbacks; those are checked when the outer call returns.
 */
public final class CheckedMulti implements AutoCloseable {

    private final Multi multi;
    private final MemoryBackend backend;
    private final SocketLog log;
    private final boolean watchesIdle;
    private final Map<Long, Transfer> added = new LinkedHashMap<>();
    private final Set<Long> read = new HashSet<>();
    private int depth;
    private long calls;
    private long timerStaleSince = -1;
    private boolean closed;

    /**
     * Wraps a multi.
     *
     * @param multi a fresh one, whose callbacks are both the log
     * @param watchesIdle whether it watches idle connections
     */
    public CheckedMulti(Multi multi, MemoryBackend backend, SocketLog log, boolean watchesIdle) {
        this.multi = multi;
        this.backend = backend;
        this.log = log;
        this.watchesIdle = watchesIdle;
        log.checkOrigin();
    }

    /** The multi itself; calls made on it directly are not checked, and confuse the checks that follow. */
    public Multi unchecked() {
        return multi;
    }

    /** As {@link Multi#add}. */
    public Transfer add(TransferOptions options) {
        return call(() -> {
            Transfer transfer;
            try {
                transfer = multi.add(options);
            } catch (MultiException e) {
                adoptUnknown();
                throw e;
            }
            adopt(transfer);
            return transfer;
        });
    }

    /** As {@link Multi#remove}. */
    public void remove(Transfer transfer) {
        run(() -> {
            if (added.get(transfer.id()) == transfer) {
                added.remove(transfer.id());
                read.remove(transfer.id());
            }
            multi.remove(transfer);
        });
    }

    /** As {@link Multi#socketAction}. */
    public int socketAction(SocketHandle socket, int events) {
        return act(() -> multi.socketAction(socket, events));
    }

    /** As {@link Multi#timeoutAction}. */
    public int timeoutAction() {
        return act(() -> {
            if (depth == 1) {
                log.timerFired();
            }
            return multi.timeoutAction();
        });
    }

    /** As {@link Multi#allAction}. */
    public int allAction() {
        return act(() -> {
            if (depth == 1) {
                log.timerFired();
            }
            return multi.allAction();
        });
    }

    /** As {@link Multi#assign}. */
    public void assign(SocketHandle socket, @Nullable Object assigned) {
        run(() -> multi.assign(socket, assigned));
    }

    /** As {@link Multi#infoRead}. */
    public @Nullable Transfer infoRead() {
        return call(() -> {
                    Transfer transfer = multi.infoRead();
                    if (transfer != null && (!isUnread(transfer) || !read.add(transfer.id()))) {
                        throw new AssertionError(
                                "infoRead gave transfer " + transfer.id() + ", which is not to be read");
                    }
                    return Optional.ofNullable(transfer);
                })
                .orElse(null);
    }

    /** As {@link Transfer#pause()}, which announces what it changes. */
    public void pause(Transfer transfer) {
        run(transfer::pause);
    }

    /** As {@link Transfer#pause(Direction)}, which announces what it changes. */
    public void pause(Transfer transfer, Direction direction) {
        run(() -> transfer.pause(direction));
    }

    /** As {@link Transfer#unpause(Direction)}, which announces what it changes. */
    public void unpause(Transfer transfer, Direction direction) {
        run(() -> transfer.unpause(direction));
    }

    /** As {@link Multi#networkChanged()}. */
    public void networkChanged() {
        run(multi::networkChanged);
    }

    /** As {@link Transfer#unpause()}, which announces what it changes. */
    public void unpause(Transfer transfer) {
        run(transfer::unpause);
    }

    /** As {@link Multi#timeout}. */
    public long timeout() {
        return call(multi::timeout);
    }

    /** As {@link Multi#transfers}. */
    public List<Transfer> transfers() {
        return call(multi::transfers);
    }

    /** As {@link Multi#running}. */
    public int running() {
        return call(multi::running);
    }

    /** As {@link Multi#counts}. */
    public Counts counts() {
        return call(multi::counts);
    }

    /** How many calls there were. */
    public long calls() {
        return calls;
    }

    /** As {@link Multi#close}; afterwards nothing may be announced, armed or open. */
    @Override
    public void close() {
        run(() -> {
            try {
                multi.close();
            } finally {
                closed |= depth == 1;
            }
        });
    }

    boolean isClosed() {
        return closed;
    }

    private void run(Runnable action) {
        call(() -> {
            action.run();
            return Boolean.TRUE;
        });
    }

    private int act(IntSupplier action) {
        return call(() -> {
            int running = action.getAsInt();
            if (running != countRunning()) {
                throw new AssertionError(
                        "INV5: the action says that " + running + " run, but " + countRunning() + " do");
            }
            return running;
        });
    }

    private <T> T call(Supplier<T> action) {
        calls++;
        depth++;
        log.enterCall();
        @Nullable Throwable thrown = null;
        try {
            return action.get();
        } catch (RuntimeException | Error e) {
            thrown = e;
            if (e instanceof MultiException refused && refused.code() == Code.ABORTED_BY_CALLBACK) {
                timerStaleSince = log.calls();
            }
            throw e;
        } finally {
            log.exitCall();
            depth--;
            if (depth == 0) {
                check(thrown);
            }
        }
    }

    private void check(@Nullable Throwable thrown) {
        List<String> complaints = new ArrayList<>(log.takeComplaints());
        if (closed) {
            complaints.addAll(complaintsAfterClose());
        } else {
            complaints.addAll(Invariants.check(log, backend.ledger(), snapshot()));
        }
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints) + "\nafter\n" + log.tail(), thrown);
        }
    }

    private Invariants.Snapshot snapshot() {
        return new Invariants.Snapshot(
                added.values(),
                (int) added.values().stream().filter(this::isUnread).count(),
                multi.counts(),
                multi.timeout(),
                backend.clock().elapsed(),
                log.calls() == timerStaleSince,
                watchesIdle);
    }

    private List<String> complaintsAfterClose() {
        List<String> complaints = new ArrayList<>();
        Invariants.checkClosedOnce(backend.ledger(), complaints);
        if (!log.announced().isEmpty()) {
            complaints.add("INV2: closed, but still announced: " + log.announced());
        }
        if (!backend.ledger().transports().isEmpty()) {
            complaints.add("INV6: closed, but still open: " + backend.ledger().transports());
        }
        if (log.armedNanos() != SocketLog.NOT_ARMED && log.calls() != timerStaleSince) {
            complaints.add("INV4: closed, but the timer is still armed");
        }
        return complaints;
    }

    private void adopt(Transfer transfer) {
        if (added.put(transfer.id(), transfer) != null) {
            throw new AssertionError("transfer " + transfer.id() + " was added twice");
        }
    }

    /** After an add that ended in an abort: the transfer may have been taken in nevertheless. */
    private void adoptUnknown() {
        for (Transfer transfer : multi.transfers()) {
            added.putIfAbsent(transfer.id(), transfer);
        }
    }

    private boolean isUnread(Transfer transfer) {
        return transfer.isDone() && added.containsKey(transfer.id()) && !read.contains(transfer.id());
    }

    private int countRunning() {
        return (int)
                added.values().stream().filter(transfer -> !transfer.isDone()).count();
    }
}
