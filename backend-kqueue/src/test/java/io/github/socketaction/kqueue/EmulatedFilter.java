package io.github.socketaction.kqueue;

import com.kenai.jffi.MemoryIO;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One filter of an emulated kqueue, for reading or for writing: an epoll, and the application's 64 bits by descriptor.
 */
final class EmulatedFilter {

    static final int CLOEXEC = 0x80000;
    static final int IN = 0x1;
    static final int OUT = 0x4;
    static final int ERR = 0x8;
    static final int HUP = 0x10;
    static final int RDHUP = 0x2000;

    private static final int ADD = 1;
    private static final int DEL = 2;
    private static final int MOD = 3;
    private static final int EEXIST = 17;
    private static final int MOST = 4096;
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64")
            || System.getProperty("os.arch").equals("x86_64");
    /** Bytes of a struct epoll_event. */
    static final int EVENT_BYTES = PACKED ? 12 : 16;

    static final int EVENT_DATA = PACKED ? 4 : 8;

    private static final MemoryIO IO = MemoryIO.getInstance();

    private final EmulationLibC libc;
    private final int epoll;
    private final int interest;
    private final ByteBuffer change = NativeMemory.allocate(EVENT_BYTES);
    private final long changePointer = NativeMemory.address(change);
    private final ByteBuffer events = NativeMemory.allocate(MOST * EVENT_BYTES);
    private final long eventsPointer = NativeMemory.address(events);
    private long[] keys = new long[64];

    EmulatedFilter(EmulationLibC libc, int interest) {
        this.libc = libc;
        this.epoll = NativeSyscalls.answer(libc.epoll_create1(CLOEXEC));
        this.interest = interest;
    }

    int epoll() {
        return epoll;
    }

    /** Adds a descriptor or changes its 64 bits: 0 or an errno. */
    int add(int fd, long key) {
        int answer = control(ADD, fd);
        answer = answer == -EEXIST ? control(MOD, fd) : answer;
        if (answer == 0) {
            keys = fd < keys.length ? keys : Arrays.copyOf(keys, fd * 2);
            keys[fd] = key;
        }
        return -answer;
    }

    /** Takes a descriptor out: 0 or an errno. */
    int delete(int fd) {
        return -control(DEL, fd);
    }

    private int control(int operation, int fd) {
        IO.putInt(changePointer, interest);
        IO.putLong(changePointer + EVENT_DATA, fd);
        return NativeSyscalls.answer(libc.epoll_ctl(epoll, operation, fd, changePointer));
    }

    /** Looks which descriptors are ready: how many. */
    int look(int room) {
        return room == 0 ? 0 : NativeSyscalls.answer(libc.epoll_wait(epoll, eventsPointer, Math.min(room, MOST), 0));
    }

    int readyFd(int index) {
        return (int) IO.getLong(eventsPointer + (long) index * EVENT_BYTES + EVENT_DATA);
    }

    int readyEvents(int index) {
        return IO.getInt(eventsPointer + (long) index * EVENT_BYTES);
    }

    long key(int fd) {
        return keys[fd];
    }
}
