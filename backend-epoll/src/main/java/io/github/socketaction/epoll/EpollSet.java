package io.github.socketaction.epoll;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An epoll: the kernel's set of descriptors, and the array in which it reports the ready ones. */
final class EpollSet {

    /** Events that one wait reports at first. The array is doubled when it was full; the kernel rotates what is left. */
    static final int FIRST_EVENTS = 64;

    static final int MOST_EVENTS = 4096;

    /** A wait that was interrupted so often ends early; a profiler's signal every millisecond gets there in ten seconds. */
    static final int MOST_INTERRUPTIONS = 10_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int EPERM = 1;

    private final Syscalls calls;
    private final EpollSyscalls epoll;
    private final EpollEventLayout layout;
    private final int fd;
    private final ByteBuffer change = NativeMemory.allocate(16);
    private final long changePointer = NativeMemory.address(change);
    private final ByteBuffer timespec = NativeMemory.allocate(16);
    private final long timespecPointer = NativeMemory.address(timespec);
    private ByteBuffer events;
    private long eventsPointer;
    private int room;
    private boolean full;
    private boolean hasPwait2 = true;

    private EpollSet(Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout, int fd) {
        this.calls = calls;
        this.epoll = epoll;
        this.layout = layout;
        this.fd = fd;
        this.room = FIRST_EVENTS;
        this.events = NativeMemory.allocate(room * layout.size());
        this.eventsPointer = NativeMemory.address(events);
    }

    static EpollSet open(Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout) throws IOException {
        int fd = epoll.epollCreate(Epoll.CLOEXEC);
        if (fd < 0) {
            throw Errno.exception("cannot open an epoll", -fd);
        }
        return new EpollSet(calls, epoll, layout, fd);
    }

    int fd() {
        return fd;
    }

    /**
     * Changes what a descriptor is watched for. What the set says of it is believed rather than what we remember: a number
     * may have been closed and opened again by others.
     *
     * @param before the {@code SocketEvents} bits that it is in the set with, 0 when it is not
     * @param interest the bits to watch for, 0 to take it out; errors and hang-ups cannot be left out in any other way
     * @return 0 or a negative errno
     */
    int change(int descriptor, int before, int interest, long key) {
        if (interest == 0) {
            return remove(descriptor);
        }
        layout.write(change, Epoll.ofInterest(interest), key);
        int answer = control(before == 0 ? Epoll.CTL_ADD : Epoll.CTL_MOD, descriptor);
        if (answer == -Errno.EEXIST && before == 0) {
            return control(Epoll.CTL_MOD, descriptor);
        }
        if (answer == -Errno.ENOENT && before != 0) {
            return control(Epoll.CTL_ADD, descriptor);
        }
        return answer;
    }

    /**
     * Takes a descriptor out; one that is not in or is closed is out already.
     *
     * @return 0 or a negative errno
     */
    int remove(int descriptor) {
        int answer = control(Epoll.CTL_DEL, descriptor);
        return answer == -Errno.ENOENT || answer == -Errno.EBADF ? 0 : answer;
    }

    private int control(int operation, int descriptor) {
        return epoll.epollCtl(fd, operation, descriptor, changePointer);
    }

    /**
     * Waits until a descriptor is ready or the time is up.
     *
     * @param timeoutNanos 0 to only look, negative for no limit
     * @return how many are ready
     */
    int await(long timeoutNanos) throws IOException {
        long begin = timeoutNanos > 0 ? System.nanoTime() : 0;
        long left = timeoutNanos;
        for (int i = 0; i < MOST_INTERRUPTIONS; i++) {
            int count = waitOnce(left);
            if (count >= 0) {
                full = count == room;
                return count;
            }
            if (count != -Errno.EINTR) {
                throw Errno.exception("cannot wait for the events of an epoll", -count);
            }
            if (timeoutNanos > 0) {
                left = Math.max(0, timeoutNanos - (System.nanoTime() - begin));
            }
        }
        return 0;
    }

    private int waitOnce(long nanos) {
        if (full) {
            grow();
        }
        if (nanos <= 0) {
            return epoll.epollWait(fd, eventsPointer, room, nanos == 0 ? 0 : -1);
        }
        if (hasPwait2 && nanos % NANOS_PER_MILLI != 0) {
            timespec.putLong(0, nanos / NANOS_PER_SECOND);
            timespec.putLong(Long.BYTES, nanos % NANOS_PER_SECOND);
            int count = epoll.epollPwait2(fd, eventsPointer, room, timespecPointer);
            // Some sandboxes forbid system calls that they do not know, instead of saying that there are none.
            if (count != -Errno.ENOSYS && count != -EPERM) {
                return count;
            }
            hasPwait2 = false;
        }
        return epoll.epollWait(fd, eventsPointer, room, toMillis(nanos));
    }

    /** Rounded up, so that no wait ends a fraction of a millisecond early and is repeated until the time is up. */
    static int toMillis(long nanos) {
        long millis = nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private void grow() {
        full = false;
        if (room < MOST_EVENTS) {
            room *= 2;
            events = NativeMemory.allocate(room * layout.size());
            eventsPointer = NativeMemory.address(events);
        }
    }

    /** The key of one of the ready descriptors. */
    long key(int index) {
        return layout.data(events, index);
    }

    /** The epoll events of one of the ready descriptors. */
    int events(int index) {
        return layout.events(events, index);
    }

    /** How many events one wait can report now. */
    int room() {
        return room;
    }

    void close() {
        calls.close(fd);
    }
}
