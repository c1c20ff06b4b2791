package io.github.socketaction.kqueue;

import com.kenai.jffi.MemoryIO;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.socket.SocketEvents;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * kqueue on Linux, for sockets and pipes: an epoll for each filter, an eventfd for EVFILT_USER, and one epoll around
 * them, whose descriptor is that of the kqueue. It reads and writes the same memory as the real one, in any layout, and
 * orders changes, errors, receipts and events as FreeBSD does.
 */
final class EmulatedKqueue implements KqueueCalls {

    private static final MemoryIO IO = MemoryIO.getInstance();
    private static final int EINVAL = 22;

    private final EmulationLibC libc = LibraryLoader.create(EmulationLibC.class).load("c");
    private final KeventLayout layout;
    private final boolean hasUserFilter;
    /** By descriptor. */
    private volatile @Nullable EmulatedQueue[] queues = new EmulatedQueue[64];

    EmulatedKqueue(KeventLayout layout, boolean hasUserFilter) {
        this.layout = layout;
        this.hasUserFilter = hasUserFilter;
    }

    KqueueBackend backend() {
        return new KqueueBackend(syscalls(), this, layout);
    }

    /** The system calls to use with this: a kqueue that is closed has more to be closed. */
    Syscalls syscalls() {
        Syscalls real = NativeSyscalls.get();
        return (Syscalls) Proxy.newProxyInstance(
                Syscalls.class.getClassLoader(), new Class<?>[] {Syscalls.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closing((Integer) arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Override
    public synchronized int kqueue() {
        EmulatedQueue queue = new EmulatedQueue(libc);
        int fd = queue.fd();
        if (fd >= queues.length) {
            queues = Arrays.copyOf(queues, fd * 2);
        }
        queues[fd] = queue;
        return fd;
    }

    private synchronized void closing(int fd) {
        EmulatedQueue queue = queue(fd);
        if (queue != null) {
            queues[fd] = null;
            queue.closeParts();
        }
    }

    private @Nullable EmulatedQueue queue(int fd) {
        @Nullable EmulatedQueue[] current = queues;
        return fd >= 0 && fd < current.length ? current[fd] : null;
    }

    @Override
    public int kevent(
            int kqueue, long changes, int changeCount, long events, int eventCount, @Nullable Pointer timespec) {
        EmulatedQueue queue = queue(kqueue);
        if (queue == null) {
            return -Errno.EBADF;
        }
        int records = 0;
        for (int i = 0; i < changeCount; i++) {
            long change = changes + (long) i * layout.size();
            int errno = change(queue, change);
            if (errno != 0 || (flags(change) & Kqueue.EV_RECEIPT) != 0) {
                if (records == eventCount) {
                    return -errno;
                }
                long ident = IO.getLong(change);
                long key = IO.getLong(change + layout.keyOffset());
                write(events, records++, ident, filter(change), Kqueue.EV_ERROR, 0, errno, key);
            }
        }
        return records > 0 || eventCount == 0 ? records : scan(queue, events, eventCount, timespec);
    }

    private int change(EmulatedQueue queue, long change) {
        int filter = filter(change);
        int flags = flags(change);
        if (hasUserFilter && filter == layout.userFilter()) {
            return queue.changeUser(
                    flags, IO.getInt(change + layout.fflagsOffset()), IO.getLong(change + layout.keyOffset()));
        }
        int eventBit = layout.eventBit(filter);
        if (eventBit == 0) {
            return EINVAL;
        }
        EmulatedFilter set = queue.filter(eventBit);
        int fd = (int) IO.getLong(change);
        return (flags & Kqueue.EV_DELETE) != 0
                ? set.delete(fd)
                : (flags & Kqueue.EV_ADD) != 0 ? set.add(fd, IO.getLong(change + layout.keyOffset())) : Errno.ENOENT;
    }

    private int scan(EmulatedQueue queue, long events, int room, @Nullable Pointer timespec) {
        int answer = queue.await(timespec);
        if (answer <= 0) {
            return answer;
        }
        int records = 0;
        if (queue.takeUserEvent()) {
            write(events, records++, 0, layout.userFilter(), Kqueue.EV_CLEAR, 0, 0, queue.userKey());
        }
        // In turn, so that none of them waits for ever when there is little room.
        int first = queue.isReadersTurn() ? SocketEvents.IN : SocketEvents.OUT;
        records = take(queue, first, events, records, room);
        return take(queue, first ^ (SocketEvents.IN | SocketEvents.OUT), events, records, room);
    }

    private int take(EmulatedQueue queue, int eventBit, long events, int begin, int room) {
        EmulatedFilter set = queue.filter(eventBit);
        int count = Math.max(0, set.look(room - begin));
        for (int i = 0; i < count; i++) {
            int ready = set.readyEvents(i);
            int ends = EmulatedFilter.HUP | EmulatedFilter.ERR | EmulatedFilter.RDHUP;
            int flags = (ready & ends) != 0 ? Kqueue.EV_EOF : 0;
            // The kernel has the error of the socket here. To ask for it would take it away.
            int fflags = (ready & EmulatedFilter.ERR) != 0 ? Errno.ECONNRESET : 0;
            int fd = set.readyFd(i);
            write(events, begin + i, fd, layout.filter(eventBit), flags, fflags, 1, set.key(fd));
        }
        return begin + count;
    }

    private boolean isWide() {
        return layout.fflagsOffset() == 16;
    }

    private int filter(long change) {
        return isWide() ? IO.getInt(change + 8) : IO.getShort(change + 8);
    }

    private int flags(long change) {
        return isWide() ? IO.getInt(change + 12) : IO.getShort(change + 10);
    }

    private void write(long events, int index, long ident, int filter, int flags, int fflags, long data, long key) {
        long record = events + (long) index * layout.size();
        IO.setMemory(record, layout.size(), (byte) 0);
        IO.putLong(record, ident);
        if (isWide()) {
            IO.putInt(record + 8, filter);
            IO.putInt(record + 12, flags);
        } else {
            IO.putShort(record + 8, (short) filter);
            IO.putShort(record + 10, (short) flags);
        }
        IO.putInt(record + layout.fflagsOffset(), fflags);
        IO.putLong(record + layout.dataOffset(), data);
        IO.putLong(record + layout.keyOffset(), key);
    }
}
