package io.github.socketaction.kqueue;

import com.kenai.jffi.MemoryIO;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.socket.SocketEvents;
import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** One kqueue of an {@link EmulatedKqueue}: the epoll around its two filters and its user event. */
final class EmulatedQueue {

    private static final MemoryIO IO = MemoryIO.getInstance();
    private static final int NONBLOCK = 0x800;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EmulationLibC libc;
    private final Syscalls calls = NativeSyscalls.get();
    private final int fd;
    private final EmulatedFilter reading;
    private final EmulatedFilter writing;
    private final ByteBuffer memory = NativeMemory.allocate(256);
    private final long address = NativeMemory.address(memory);
    private final ByteBuffer one = NativeMemory.allocate(Long.BYTES).putLong(0, 1);
    private final long onePointer = NativeMemory.address(one);
    private volatile int userFd = -1;
    private volatile long userKey;
    private boolean isReadersTurn;

    EmulatedQueue(EmulationLibC libc) {
        this.libc = libc;
        fd = NativeSyscalls.answer(libc.epoll_create1(EmulatedFilter.CLOEXEC));
        reading = new EmulatedFilter(libc, EmulatedFilter.IN | EmulatedFilter.RDHUP);
        writing = new EmulatedFilter(libc, EmulatedFilter.OUT);
        watch(reading.epoll());
        watch(writing.epoll());
    }

    private void watch(int part) {
        IO.putInt(address, EmulatedFilter.IN);
        IO.putLong(address + EmulatedFilter.EVENT_DATA, part);
        int answer = NativeSyscalls.answer(libc.epoll_ctl(fd, 1, part, address));
        if (answer < 0) {
            throw new IllegalStateException("the emulation cannot be set up: " + Errno.text(-answer));
        }
    }

    int fd() {
        return fd;
    }

    EmulatedFilter filter(int eventBit) {
        return eventBit == SocketEvents.IN ? reading : writing;
    }

    /** A change of the user event: 0 or an errno. From any thread, once it is there. */
    int changeUser(int flags, int fflags, long key) {
        if ((flags & Kqueue.EV_ADD) != 0 && userFd < 0) {
            userFd = NativeSyscalls.answer(libc.eventfd(0, EmulatedFilter.CLOEXEC | NONBLOCK));
            watch(userFd);
        }
        if (userFd < 0) {
            return Errno.ENOENT;
        }
        userKey = key;
        if ((fflags & Kqueue.NOTE_TRIGGER) != 0) {
            long written = calls.write(userFd, onePointer, Long.BYTES);
            return written < 0 ? (int) -written : 0;
        }
        return 0;
    }

    /** Waits until a part is ready: more than 0, 0 at the end of the time, or a negative errno. */
    int await(@Nullable Pointer timespec) {
        int millis = -1;
        if (timespec != null) {
            long nanos = timespec.getLong(0) * 1_000_000_000 + timespec.getLong(Long.BYTES);
            millis = (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        }
        return NativeSyscalls.answer(libc.epoll_wait(fd, address, 8, millis));
    }

    /** Whether the user event was triggered; it is not any more. */
    boolean takeUserEvent() {
        return userFd >= 0 && calls.read(userFd, address, Long.BYTES) == Long.BYTES;
    }

    long userKey() {
        return userKey;
    }

    boolean isReadersTurn() {
        isReadersTurn = !isReadersTurn;
        return isReadersTurn;
    }

    void closeParts() {
        calls.close(reading.epoll());
        calls.close(writing.epoll());
        if (userFd >= 0) {
            calls.close(userFd);
        }
    }
}
