package io.github.socketaction.kqueue;

import io.github.socketaction.posix.DescriptorGuard;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.socket.SocketEvents;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A kqueue: the list of changes to be made by the next call, and the array in which it reports.
 *
 * <p>The changes go with the call that waits, without EV_RECEIPT: a record of each change would keep that call from
 * waiting. A change that fails leaves a record all the same, and there is always room for one of each, because the
 * first that finds no room ends the call and drops the rest.
 */
final class KqueueSet {

    /** Changes that go with one call. */
    static final int MOST_CHANGES = 128;
    /**
     * Records that one call reports at first. The array is doubled when it was full; the kernel rotates what is left.
     */
    static final int FIRST_EVENTS = 128;

    static final int MOST_EVENTS = 4096;

    /**
     * A wait that was interrupted so often ends early; a profiler's signal every millisecond gets there in ten seconds.
     */
    static final int MOST_INTERRUPTIONS = 10_000;

    private final KqueueCalls kqueue;
    private final KeventLayout layout;
    private final int fd;
    private final DescriptorGuard guard;
    private final Timespec time = new Timespec();
    private final ByteBuffer changes;
    private final long changesPointer;
    private int changeCount;
    /** Two changes and then their two receipts. */
    private final ByteBuffer removal;

    private final long removalPointer;
    private ByteBuffer events;
    private long eventsPointer;
    private int room;
    private boolean full;

    private KqueueSet(Syscalls calls, KqueueCalls kqueue, KeventLayout layout, int fd) {
        this.kqueue = kqueue;
        this.layout = layout;
        this.fd = fd;
        this.guard = new DescriptorGuard(() -> calls.close(fd));
        this.room = FIRST_EVENTS;
        this.events = NativeMemory.allocate(room * layout.size());
        this.eventsPointer = NativeMemory.address(events);
        this.changes = NativeMemory.allocate(MOST_CHANGES * layout.size());
        this.changesPointer = NativeMemory.address(changes);
        this.removal = NativeMemory.allocate(4 * layout.size());
        this.removalPointer = NativeMemory.address(removal);
    }

    static KqueueSet open(Syscalls calls, KqueueCalls kqueue, KeventLayout layout) throws IOException {
        int fd = kqueue.kqueue();
        if (fd < 0) {
            throw Errno.exception("cannot open a kqueue", -fd);
        }
        // No child inherits one by fork; this is for a process that replaces itself.
        int answer = calls.setCloseOnExec(fd);
        if (answer < 0) {
            calls.close(fd);
            throw Errno.exception("cannot set close-on-exec on a kqueue", -answer);
        }
        return new KqueueSet(calls, kqueue, layout, fd);
    }

    int fd() {
        return fd;
    }

    /** Whether a descriptor's changes, of which there may be two, fit into the list. */
    boolean hasRoom() {
        return changeCount <= MOST_CHANGES - 2;
    }

    /**
     * Lists what is to change for a descriptor.
     *
     * @param before the {@link SocketEvents} bits that it is watched for
     * @param interest the bits to watch it for
     */
    void change(int descriptor, int before, int interest, long key) {
        int differing = before ^ interest;
        if ((differing & SocketEvents.IN) != 0) {
            list(descriptor, SocketEvents.IN, interest, key);
        }
        if ((differing & SocketEvents.OUT) != 0) {
            list(descriptor, SocketEvents.OUT, interest, key);
        }
    }

    private void list(int descriptor, int eventBit, int interest, long key) {
        int flags = (interest & eventBit) != 0 ? Kqueue.EV_ADD : Kqueue.EV_DELETE;
        layout.write(changes, changeCount++, descriptor, layout.filter(eventBit), flags, 0, key);
    }

    /** Forgets what was listed since the last call. */
    void discardChanges() {
        changeCount = 0;
    }

    /**
     * Makes the listed changes, and waits until a descriptor is ready, a change has failed, or the time is up. The list
     * is empty afterwards, unless it throws.
     *
     * @param timeoutNanos 0 to only look, negative for no limit
     * @return how many records there are
     * @throws IOException when the system refuses; then none of the changes may be taken for made
     */
    int await(long timeoutNanos) throws IOException {
        long begin = timeoutNanos > 0 ? System.nanoTime() : 0;
        long left = timeoutNanos;
        for (int i = 0; i < MOST_INTERRUPTIONS; i++) {
            if (full) {
                grow();
            }
            int count = kqueue.kevent(fd, changesPointer, changeCount, eventsPointer, room, time.of(left));
            if (count < 0 && count != -Errno.EINTR) {
                throw Errno.exception("cannot wait for the events of a kqueue", -count);
            }
            changeCount = 0; // an interrupted call has made them as well
            if (count > 0) {
                full = count == room;
                return count;
            }
            left = left(timeoutNanos, begin);
            if (count == 0 && left == 0) {
                return 0;
            }
        }
        return 0;
    }

    /** What is left of a time; some systems count it in whole milliseconds or ticks, and a long one was cut. */
    private static long left(long timeoutNanos, long begin) {
        return timeoutNanos <= 0 ? timeoutNanos : Math.max(0, timeoutNanos - (System.nanoTime() - begin));
    }

    private void grow() {
        full = false;
        if (room < MOST_EVENTS) {
            room *= 2;
            events = NativeMemory.allocate(room * layout.size());
            eventsPointer = NativeMemory.address(events);
        }
    }

    /**
     * Makes one change at once, without taking events. From any thread that is inside the guard.
     *
     * @param change the address of a struct kevent without EV_RECEIPT
     * @return 0 or a negative errno
     */
    int changeNow(long change) {
        // No room for a record: then the call answers the errno itself, and it never waits, whatever the time.
        return kqueue.kevent(fd, change, 1, 0, 0, null);
    }

    /**
     * Takes a descriptor out at once, without taking events. What is out already, or closed, is as it should be.
     *
     * @param interest the {@link SocketEvents} bits that it is watched for
     * @return 0 or a negative errno
     */
    int remove(int descriptor, int interest) {
        int count = 0;
        if ((interest & SocketEvents.IN) != 0) {
            listRemoval(count++, descriptor, layout.filter(SocketEvents.IN));
        }
        if ((interest & SocketEvents.OUT) != 0) {
            listRemoval(count++, descriptor, layout.filter(SocketEvents.OUT));
        }
        return removeListed(count);
    }

    /** Takes out what a record is about, which nobody has registered any more. */
    void removeStray(int index) {
        listRemoval(0, layout.ident(events, index), layout.filter(events, index));
        removeListed(1);
    }

    private void listRemoval(int index, long ident, int filter) {
        layout.write(removal, index, ident, filter, Kqueue.EV_DELETE | Kqueue.EV_RECEIPT, 0, 0);
    }

    private int removeListed(int count) {
        long receipts = removalPointer + 2L * layout.size();
        int answer = kqueue.kevent(fd, removalPointer, count, receipts, count, time.of(0));
        if (answer < 0) {
            return isAbsent(-answer) || answer == -Errno.EINTR ? 0 : answer;
        }
        for (int i = 0; i < answer; i++) {
            int error = (int) layout.data(removal, 2 + i);
            if (error != 0 && !isAbsent(error)) {
                return -error;
            }
        }
        return 0;
    }

    /** Whether an errno of a removal says that there is nothing to remove. */
    static boolean isAbsent(int errno) {
        return errno == Errno.ENOENT || errno == Errno.EBADF;
    }

    /** The key of one of the records. */
    long key(int index) {
        return layout.key(events, index);
    }

    /** The {@link SocketEvents} bit that one of the records is about. */
    int eventBit(int index) {
        return layout.eventBit(layout.filter(events, index));
    }

    /** Whether one of the records is the errno of a change. */
    boolean isOfChange(int index) {
        return (layout.flags(events, index) & Kqueue.EV_ERROR) != 0;
    }

    /** The errno of a change, 0 when it was made. */
    int errno(int index) {
        return (int) layout.data(events, index);
    }

    /**
     * Whether a record tells of an error. An end of the reading side without an error is none: there may be bytes
     * before it. That nothing more can be written is one, of which a read has to give the reason.
     */
    boolean hasError(int index) {
        boolean ended = (layout.flags(events, index) & Kqueue.EV_EOF) != 0;
        return ended && (layout.fflags(events, index) != 0 || eventBit(index) == SocketEvents.OUT);
    }

    /** How many records one call can report now. */
    int room() {
        return room;
    }

    /** What another thread has to enter while it uses the descriptor. */
    DescriptorGuard guard() {
        return guard;
    }

    /** Closes it, once no other thread is inside the guard. */
    void close() {
        guard.close();
    }
}
