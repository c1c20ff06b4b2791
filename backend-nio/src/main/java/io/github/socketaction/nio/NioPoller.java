package io.github.socketaction.nio;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A poller by a selector. A key's attachment is its socket, so there is no table beside the selector's own.
 *
 * <p>It is woken by a pipe of its own and not by {@link Selector#wakeup()}: what that leaves behind is taken away by every
 * select, also by those that only let go of cancelled keys, and nobody can tell whether it was.
 */
final class NioPoller implements Poller {

    /** Unexplained returns in a row that make a selector worn out; Netty's number, see JDK-6403933 and JDK-6427854. */
    static final int PREMATURE_LIMIT = 512;

    /** Cancelled keys that are worth a look at the selector, which alone frees the descriptors of closed channels. */
    static final int CANCELLED_LIMIT = 64;

    private static final System.Logger LOG = System.getLogger(NioPoller.class.getName());

    private final SelectCall call;
    private final Consumer<SelectionKey> report = this::report;
    private final NioWakeup wakeup;
    /** Announcements that came in the middle of a poll for a channel whose cancelled key is still in the selector. */
    private final IdentityHashMap<SocketHandle, PollAction> deferred = new IdentityHashMap<>();

    private Selector selector;
    private boolean closed;
    private @Nullable ReadinessSink sink;
    private int reported;
    private int cancelled;
    private int premature;
    private int rebuilds;
    private boolean woken;
    private boolean interruptShown;

    private NioPoller(SelectCall call, NioWakeup wakeup) throws IOException {
        this.call = call;
        this.wakeup = wakeup;
        this.selector = openSelector(wakeup);
    }

    /** Opens one with a wakeup, which it closes, also when it cannot be opened. */
    static NioPoller open(SelectCall call, NioWakeup wakeup) throws IOException {
        try {
            return new NioPoller(call, wakeup);
        } catch (IOException e) {
            wakeup.close();
            throw e;
        }
    }

    private static Selector openSelector(NioWakeup wakeup) throws IOException {
        Selector opened = Selector.open();
        try {
            wakeup.channel().register(opened, SelectionKey.OP_READ, wakeup);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        requireOpen();
        if (this.sink != null) {
            throw new IllegalStateException("poll was called inside a poll: return from the readiness sink first");
        }
        long millis = toMillis(timeoutNanos);
        applyDeferred();
        // With the flag set a selector returns at once, again and again. An interrupt ends one poll, and the flag is
        // given back; if the caller leaves it set, the polls after that wait as usual.
        boolean interrupted = Thread.interrupted();
        boolean hurry = interrupted && !interruptShown;
        this.sink = sink;
        reported = 0;
        woken = false;
        try {
            select(hurry ? 0 : millis);
            return reported;
        } finally {
            this.sink = null;
            interruptShown = interrupted || Thread.currentThread().isInterrupted();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Rounded up, so that no poll ends a fraction of a millisecond early and is repeated until the time is up. */
    static long toMillis(long nanos) {
        if (nanos < 0) {
            if (nanos == FOREVER) {
                return SelectCall.FOREVER;
            }
            throw new IllegalArgumentException("timeoutNanos must be -1, 0 or more, not " + nanos);
        }
        long millis = nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1);
        return Math.min(millis, Integer.MAX_VALUE);
    }

    private void select(long millis) throws IOException {
        long begin = System.nanoTime();
        try {
            cancelled = 0;
            call.select(selector, report, millis);
        } catch (ClosedSelectorException e) {
            if (selector.isOpen()) {
                throw e; // not ours: the sink's
            }
            if (!closed) {
                throw new IOException("the selector was closed by other code: open a new poller", e);
            }
            return; // the sink has closed this poller
        } catch (IOException e) {
            selectAgain(millis, e);
        }
        if (reported > 0 || (millis > 0 && System.nanoTime() - begin >= millis * 1_000_000)) {
            premature = 0;
        } else if (millis != 0 && !woken && !Thread.currentThread().isInterrupted()) {
            countPremature();
        }
    }

    private void selectAgain(long millis, IOException first) throws IOException {
        try {
            rebuild("it failed: " + first);
            call.select(selector, report, millis);
        } catch (IOException e) {
            e.addSuppressed(first);
            throw e;
        }
    }

    private void countPremature() throws IOException {
        premature++;
        if (premature >= PREMATURE_LIMIT) {
            premature = 0;
            rebuild("it returned " + PREMATURE_LIMIT + " times in a row for no reason");
        }
    }

    private void report(SelectionKey key) {
        int ready;
        try {
            ready = key.readyOps() & key.interestOps();
        } catch (CancelledKeyException e) {
            return; // removed or closed by an earlier report of this batch, or closed by other code
        }
        if (key.attachment() == wakeup) {
            woken = true;
            wakeup.drain();
            return;
        }
        ReadinessSink taker = sink;
        if (ready == 0 || taker == null) {
            return;
        }
        reported++;
        taker.onReady((SocketHandle) key.attachment(), toEvents(ready));
    }

    private static int toEvents(int ops) {
        int events = 0;
        if ((ops & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
            events |= SocketEvents.IN;
        }
        if ((ops & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
            events |= SocketEvents.OUT;
        }
        return events;
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        requireOpen();
        if (action == PollAction.REMOVE) {
            remove(socket);
        } else {
            watch(socket, action);
        }
    }

    private void watch(SocketHandle socket, PollAction action) {
        SelectableChannel channel = NioBackend.channel(socket);
        SelectionKey key = channel.keyFor(selector);
        boolean gone = key != null && !key.isValid();
        if (gone && (sink != null || !flush())) {
            deferred.put(socket, action);
            return;
        }
        deferred.remove(socket);
        try {
            register(selector, socket, action.interest());
        } catch (ClosedChannelException | CancelledKeyException e) {
            throw new IllegalStateException(
                    "cannot wait for socket " + socket.id() + ", which is closed: announce REMOVE before closing", e);
        }
    }

    private static void register(Selector selector, SocketHandle socket, int interest) throws ClosedChannelException {
        NioPollable pollable = NioPollable.of(socket);
        int ops = pollable.ops(interest);
        // For a channel that is registered already this changes the key it has.
        SelectionKey key = NioBackend.channel(socket).register(selector, ops, socket);
        if ((ops & SelectionKey.OP_CONNECT) != 0) {
            pollable.waitsForConnect(key);
        }
    }

    private void remove(SocketHandle socket) {
        deferred.remove(socket);
        SelectableChannel channel = NioPollable.of(socket).channel();
        SelectionKey key = channel == null ? null : channel.keyFor(selector);
        if (key == null || key.attachment() != socket) {
            return;
        }
        key.cancel();
        cancelled++;
        if (cancelled >= CANCELLED_LIMIT && sink == null) {
            flush();
        }
    }

    /** Makes the selector let go of cancelled keys, outside a poll. Events that are there now are there in the next poll. */
    private boolean flush() {
        try {
            cancelled = 0;
            SelectCall.JDK.select(selector, key -> {}, 0);
            return true;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a selector could not be flushed; the next poll will meet the reason again", e);
            return false;
        }
    }

    private void applyDeferred() {
        if (deferred.isEmpty()) {
            return;
        }
        flush();
        IdentityHashMap<SocketHandle, PollAction> due = new IdentityHashMap<>(deferred);
        deferred.clear();
        due.forEach((socket, action) -> {
            SelectableChannel channel = NioPollable.of(socket).channel();
            if (channel != null && channel.isOpen()) {
                watch(socket, action);
            }
        });
    }

    /** Moves every registration to a new selector. */
    private void rebuild(String reason) throws IOException {
        Selector worn = selector;
        Selector fresh = openSelector(wakeup);
        int moved = 0;
        for (SelectionKey key : worn.keys()) {
            if (key.attachment() == wakeup) {
                continue;
            }
            try {
                register(fresh, (SocketHandle) key.attachment(), toEvents(key.interestOps()));
                moved++;
            } catch (ClosedChannelException | CancelledKeyException e) {
                // It was given up, and there is nothing to move.
            }
        }
        selector = fresh;
        rebuilds++;
        worn.close();
        LOG.log(Level.WARNING, "replaced a selector of " + moved + " channels, because " + reason);
    }

    @Override
    public void wakeup() {
        wakeup.wakeup();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        deferred.clear();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a selector", e);
        } finally {
            wakeup.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the poller is closed");
        }
    }

    /** How often the selector was replaced. */
    int rebuilds() {
        return rebuilds;
    }
}
