package io.github.socketaction.epoll;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.FdPollable;
import io.github.socketaction.posix.PollGuard;
import io.github.socketaction.posix.Registrations;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.WakeupDescriptor;
import io.github.socketaction.posix.WatchedDescriptors;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A poller by epoll. Announcements are collected and the kernel is told just before waiting, and only of what then differs
 * from what it was told before: a request and its response on an open connection cost no epoll_ctl at all.
 *
 * <p>Level-triggered. A socket that is announced {@code NONE} leaves the kernel's set, because errors and hang-ups cannot
 * be left out in any other way; its registration stays.
 */
public final class EpollPoller implements Poller {

    /** What comes back with the event of our own eventfd; no slot is that high. */
    private static final long WAKEUP_KEY = -1;

    /** How long a poll lasts at most while there is a descriptor that the kernel does not take. */
    private static final long RETRY_NANOS = 10_000_000;

    /** Waits in a row that end at once with events of nobody, after which they are not going to stop by themselves. */
    private static final int STRAY_LIMIT = 16;

    private static final System.Logger LOG = System.getLogger(EpollPoller.class.getPackageName());

    private final Syscalls calls;
    private final EpollSyscalls epoll;
    private final EpollEventLayout layout;
    private final WakeupDescriptor event;
    private final PollGuard guard = new PollGuard();
    private final Registrations registrations = new Registrations();
    private final WatchedDescriptors watched =
            new WatchedDescriptors(registrations, (fd, interest) -> this.set.remove(fd));
    private final RefusedSockets refused = new RefusedSockets();
    private EpollSet set;
    private int strays;

    private EpollPoller(
            Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout, EpollSet set, WakeupDescriptor event) {
        this.calls = calls;
        this.epoll = epoll;
        this.layout = layout;
        this.set = set;
        this.event = event;
    }

    static EpollPoller open(Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout) throws IOException {
        WakeupDescriptor event = EventFd.open(calls, epoll);
        try {
            return new EpollPoller(calls, epoll, layout, openSet(calls, epoll, layout, event), event);
        } catch (IOException e) {
            event.close();
            throw e;
        }
    }

    private static EpollSet openSet(
            Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout, WakeupDescriptor event) throws IOException {
        EpollSet opened = EpollSet.open(calls, epoll, layout);
        int answer = opened.change(event.fd(), 0, SocketEvents.IN, WAKEUP_KEY);
        if (answer < 0) {
            opened.close();
            throw Errno.exception("cannot watch the eventfd of a poller", -answer);
        }
        return opened;
    }

    /**
     * The descriptor of the epoll itself, which is readable when a poll would report something. An outer loop can wait for
     * it: call {@code poll(0, sink)} when it is readable, and also before each wait, because that is when the kernel is told
     * what was announced. Do not add to it, nor close it.
     *
     * <p>The number changes, with a warning in the log, when the set has to be made anew: after somebody closed a
     * descriptor of which another process has a duplicate, without removing it before.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    public int epollFd() {
        guard.requireOpen();
        return set.fd();
    }

    /**
     * {@inheritDoc} A socket that the kernel refuses to watch is failed, so that its next call answers with the reason, and
     * reported with {@code ERR}; this concerns nobody else. For a descriptor of the application or a wakeup, which cannot
     * be failed, the kernel is asked again at every poll.
     *
     * @throws IllegalStateException after {@link #close()}, and inside the sink of a poll
     */
    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        guard.begin(timeoutNanos);
        try {
            applyChanges();
            int count = set.await(limited(timeoutNanos));
            int reported = report(count, sink);
            return reported + refused.report(registrations, watched, sink);
        } finally {
            guard.end();
        }
    }

    private long limited(long timeoutNanos) {
        if (refused.isEmpty()) {
            return timeoutNanos;
        }
        long limit = refused.mayWait() ? RETRY_NANOS : 0;
        return timeoutNanos == FOREVER ? limit : Math.min(timeoutNanos, limit);
    }

    private int report(int count, ReadinessSink sink) throws IOException {
        int known = 0;
        int reported = 0;
        for (int i = 0; i < count && !guard.isClosed(); i++) {
            long key = set.key(i);
            if (key == WAKEUP_KEY) {
                known++;
                event.drain();
                continue;
            }
            int slot = registrations.slot(key);
            if (slot < 0) {
                continue; // removed by an earlier report, or of somebody who had the number before
            }
            known++;
            reported += watched.report(slot, Epoll.toEvents(set.events(i)), sink) ? 1 : 0;
        }
        countStrays(count > 0 && known == 0);
        return reported;
    }

    private void countStrays(boolean wasStray) throws IOException {
        strays = wasStray ? strays + 1 : 0;
        if (strays >= STRAY_LIMIT) {
            strays = 0;
            rebuild();
        }
    }

    /** There is no number left to take the strays out by, so everything else is moved to another set. */
    private void rebuild() throws IOException {
        EpollSet fresh = openSet(calls, epoll, layout, event);
        LOG.log(
                Level.WARNING,
                "epoll {0} reports descriptors that were closed without being removed, while others have duplicates of"
                        + " them; it is replaced by {1}",
                set.fd(),
                fresh.fd());
        set.close();
        set = fresh;
        for (int slot = 0; slot < registrations.slots(); slot++) {
            registrations.apply(slot, 0);
            registrations.queue(slot);
        }
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        guard.requireOpen();
        watched.announce(socket, action);
    }

    private void applyChanges() {
        refused.clear();
        int count = registrations.changes();
        for (int i = 0; i < count; i++) {
            apply(registrations.change(i));
        }
        if (count > 0) {
            registrations.clearChanges(count);
            refused.queueAgain(registrations);
        }
    }

    private void apply(int slot) {
        SocketHandle socket = registrations.handle(slot);
        int before = registrations.applied(slot);
        int interest = registrations.wanted(slot);
        if (socket == null || before == interest) {
            return;
        }
        FdPollable pollable = FdPollable.of(socket);
        int fd = pollable.fd();
        if (fd == FdPollable.NO_FD) {
            return; // closed, and not removed yet
        }
        int answer = set.change(fd, before, interest, registrations.key(slot));
        if (answer >= 0) {
            registrations.apply(slot, interest);
        } else if (interest != 0) {
            registrations.apply(slot, 0);
            boolean isTold = pollable.fail(Errno.exception("cannot watch descriptor " + fd + " with epoll", -answer));
            refused.add(registrations.key(slot), isTold);
        }
    }

    @Override
    public void wakeup() {
        event.signal();
    }

    @Override
    public void close() {
        if (guard.close()) {
            watched.forgetAll();
            refused.clear();
            set.close();
            event.close();
        }
    }
}
