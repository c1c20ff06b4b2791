package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.FdPollable;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.PollGuard;
import io.github.socketaction.posix.Registrations;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.WatchedDescriptors;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A poller by kqueue. Announcements are collected and go to the kernel with the call that waits, and only what then
 * differs from what it was told before: they cost no call of their own, and a request with its response on an open
 * connection has none.
 *
 * <p>Level-triggered. Reading and writing are registered apart; a socket that is announced {@code NONE} has neither, so
 * that nothing of it is reported, and its registration here stays.
 */
public final class KqueuePoller implements Poller {

    /** How long a poll lasts at most while there is a descriptor that the kernel does not take. */
    private static final long RETRY_NANOS = 10_000_000;

    private static final int EPIPE = jnr.constants.platform.Errno.EPIPE.intValue();

    private static final System.Logger LOG = System.getLogger(KqueuePoller.class.getPackageName());

    private final KqueueSet set;
    private final PollerWakeup wakeup;
    private final PollGuard guard = new PollGuard();
    private final Registrations registrations = new Registrations();
    private final WatchedDescriptors watched;
    private final ReadySockets ready = new ReadySockets();
    private final RefusedDescriptors refused = new RefusedDescriptors();
    private boolean wasWoken;

    private KqueuePoller(KqueueSet set, PollerWakeup wakeup) {
        this.set = set;
        this.wakeup = wakeup;
        this.watched = new WatchedDescriptors(registrations, set::remove);
    }

    static KqueuePoller open(Syscalls calls, KqueueCalls kqueue, KeventLayout layout) throws IOException {
        KqueueSet set = KqueueSet.open(calls, kqueue, layout);
        try {
            UserEvent event = UserEvent.open(set, layout);
            return new KqueuePoller(set, event != null ? event : openPipe(set, calls, layout));
        } catch (IOException e) {
            set.close();
            throw e;
        }
    }

    private static WakeupPipe openPipe(KqueueSet set, Syscalls calls, KeventLayout layout) throws IOException {
        WakeupPipe pipe = WakeupPipe.open(calls);
        ByteBuffer change = NativeMemory.allocate(layout.size());
        layout.write(
                change, 0, pipe.descriptor().fd(), layout.filter(SocketEvents.IN), Kqueue.EV_ADD, 0, PollerWakeup.KEY);
        int answer = set.changeNow(NativeMemory.address(change));
        change.clear(); // used after the call, so that it lives until then
        if (answer < 0) {
            pipe.close();
            throw Errno.exception("cannot watch the wakeup pipe of a poller", -answer);
        }
        return pipe;
    }

    /**
     * The descriptor of the kqueue itself, which is readable when a poll would report something. An outer loop can wait
     * for it: call {@code poll(0, sink)} when it is readable, and also before each wait, because that is when the
     * kernel is told what was announced. Do not add to it, nor close it.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public int kqueueFd() {
        guard.requireOpen();
        return set.fd();
    }

    /**
     * {@inheritDoc} A socket that the kernel refuses to watch is failed, so that its next call answers with the reason,
     * and reported with {@code ERR}; this concerns nobody else. For a descriptor of the application or a wakeup, which
     * cannot be failed, the kernel is asked again at every poll.
     *
     * @throws IllegalStateException after {@link #close()}, and inside the sink of a poll
     */
    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        guard.begin(timeoutNanos);
        try {
            find(timeoutNanos);
            return report(sink);
        } finally {
            guard.end();
        }
    }

    private void find(long timeoutNanos) throws IOException {
        ready.clear();
        wasWoken = false;
        boolean isRetrying = !refused.isEmpty();
        refused.queueAgain(registrations);
        applyAndWait(timeoutNanos);
        // A change that fails ends the call that was to wait. One that failed before is no news to end a poll for at
        // once.
        if (isRetrying && !refused.isEmpty() && !hasNews()) {
            applyAndWait(timeoutNanos == FOREVER ? RETRY_NANOS : Math.min(timeoutNanos, RETRY_NANOS));
        }
        refused.addTo(ready, registrations);
    }

    private boolean hasNews() {
        return wasWoken || ready.size() > 0;
    }

    private int report(ReadinessSink sink) {
        int reported = 0;
        for (int i = 0; i < ready.size() && !guard.isClosed(); i++) {
            int slot = registrations.slot(ready.key(i));
            // Not there when an earlier report has removed it.
            reported += slot >= 0 && watched.report(slot, ready.events(i), sink) ? 1 : 0;
        }
        return reported;
    }

    /** In one call, unless there are more changes than fit into one. */
    private void applyAndWait(long timeoutNanos) throws IOException {
        boolean isLast = false;
        while (!isLast) {
            int count = listChanges();
            isLast = count == registrations.changes();
            int records = set.await(isLast && !hasNews() ? timeoutNanos : 0);
            for (int i = 0; i < count; i++) {
                markApplied(registrations.change(i));
            }
            registrations.clearChanges(count);
            collect(records);
        }
    }

    /** Lists what has changed, and gives how many sockets were looked at for that. */
    private int listChanges() {
        set.discardChanges();
        int count = registrations.changes();
        for (int i = 0; i < count; i++) {
            if (!set.hasRoom()) {
                return i;
            }
            int slot = registrations.change(i);
            SocketHandle socket = registrations.handle(slot);
            if (socket != null && hasChanged(slot, socket)) {
                int fd = FdPollable.of(socket).fd();
                set.change(fd, registrations.applied(slot), registrations.wanted(slot), registrations.key(slot));
            }
        }
        return count;
    }

    private void markApplied(int slot) {
        SocketHandle socket = registrations.handle(slot);
        if (socket != null && hasChanged(slot, socket)) {
            registrations.apply(slot, registrations.wanted(slot));
        }
    }

    /** A socket may be closed and not removed yet. */
    private boolean hasChanged(int slot, SocketHandle socket) {
        return registrations.applied(slot) != registrations.wanted(slot)
                && FdPollable.of(socket).fd() != FdPollable.NO_FD;
    }

    /** All records before the first report, because what a report does may concern those behind it. */
    private void collect(int records) throws IOException {
        for (int i = 0; i < records; i++) {
            long key = set.key(i);
            if (key == PollerWakeup.KEY) {
                wasWoken = true;
                wakeup.drain();
                continue;
            }
            int slot = registrations.slot(key);
            if (set.isOfChange(i)) {
                takeAnswer(slot, set.eventBit(i), set.errno(i));
            } else if (slot < 0) {
                set.removeStray(i);
            } else {
                ready.add(registrations, slot, set.eventBit(i) | (set.hasError(i) ? SocketEvents.ERR : 0));
            }
        }
    }

    private void takeAnswer(int slot, int eventBit, int errno) {
        if (errno == 0 || slot < 0) {
            return;
        }
        if ((registrations.applied(slot) & eventBit) == 0) {
            if (!KqueueSet.isAbsent(errno)) {
                LOG.log(Level.DEBUG, "cannot take a descriptor out of a kqueue: {0}", Errno.text(errno));
            }
            return;
        }
        SocketHandle socket = registrations.handle(slot);
        if (socket == null || errno == EPIPE) {
            // Some macOS says so of a pipe without a reader and registers it nevertheless. Whoever looks finds out.
            ready.add(registrations, slot, eventBit | SocketEvents.ERR);
            return;
        }
        registrations.apply(slot, registrations.applied(slot) & ~eventBit);
        FdPollable pollable = FdPollable.of(socket);
        if (pollable.fail(Errno.exception("cannot watch descriptor " + pollable.fd() + " with kqueue", errno))) {
            ready.add(registrations, slot, eventBit | SocketEvents.ERR);
        } else {
            refused.add(registrations.key(slot));
        }
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        guard.requireOpen();
        watched.announce(socket, action);
    }

    @Override
    public void wakeup() {
        wakeup.signal();
    }

    @Override
    public void close() {
        if (guard.close()) {
            watched.forgetAll();
            set.close();
            wakeup.close();
        }
    }
}
