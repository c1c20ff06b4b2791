package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.socket.SocketEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds out whether kqueue can be used and its records are laid out as expected, by using it. */
final class KqueueProbe {

    /** Different in every byte, so that a wrong layout shows. */
    private static final long READ_KEY = 0x0123_4567_89ab_cdefL;

    private static final long WRITE_KEY = 0x1032_5476_98ba_dcfeL;

    /** Room for changes and as much for events, with some to spare for records that are larger than expected. */
    private static final int HALF = 1024;

    private KqueueProbe() {}

    static @Nullable String run(KqueueSystem system) throws IOException {
        return run(NativeSyscalls.get(), system.load(), system.layout());
    }

    /** Both ends of a pipe that holds one byte are ready, and have to come back with their keys. */
    static @Nullable String run(Syscalls calls, KqueueCalls kqueue, KeventLayout layout) throws IOException {
        ByteBuffer memory = NativeMemory.allocate(2 * HALF);
        long address = NativeMemory.address(memory);
        int answer = calls.pipe(address);
        if (answer < 0) {
            throw Errno.exception("cannot open a pipe", -answer);
        }
        int readEnd = memory.getInt(0);
        int writeEnd = memory.getInt(Integer.BYTES);
        int fd = kqueue.kqueue();
        try {
            if (fd < 0) {
                throw Errno.exception("cannot open a kqueue", -fd);
            }
            if (calls.write(writeEnd, address, 1) != 1) {
                return "a pipe takes no byte";
            }
            return compare(kqueue, fd, layout, memory, readEnd, writeEnd);
        } finally {
            if (fd >= 0) {
                calls.close(fd);
            }
            calls.close(writeEnd);
            calls.close(readEnd);
        }
    }

    private static @Nullable String compare(
            KqueueCalls kqueue, int fd, KeventLayout layout, ByteBuffer memory, int readEnd, int writeEnd) {
        int reading = layout.filter(SocketEvents.IN);
        int writing = layout.filter(SocketEvents.OUT);
        layout.write(memory, 0, readEnd, reading, Kqueue.EV_ADD, 0, READ_KEY);
        layout.write(memory, 1, writeEnd, writing, Kqueue.EV_ADD, 0, WRITE_KEY);
        long address = NativeMemory.address(memory);
        Timespec time = new Timespec();
        int count = kqueue.kevent(fd, address, 2, address + HALF, 4, time.of(0));
        if (count < 0) {
            return "kevent fails: " + Errno.text(-count);
        }
        ByteBuffer events = memory.slice(HALF, HALF).order(memory.order());
        boolean isAsExpected = count == 2
                && (matches(layout, events, 0, readEnd, reading, READ_KEY)
                        ? matches(layout, events, 1, writeEnd, writing, WRITE_KEY)
                        : matches(layout, events, 1, readEnd, reading, READ_KEY)
                                && matches(layout, events, 0, writeEnd, writing, WRITE_KEY));
        return isAsExpected ? null : "its records have another layout than that of " + layout;
    }

    private static boolean matches(KeventLayout layout, ByteBuffer events, int index, int fd, int filter, long key) {
        return layout.ident(events, index) == fd
                && layout.filter(events, index) == filter
                && layout.key(events, index) == key
                && (layout.flags(events, index) & (Kqueue.EV_ERROR | Kqueue.EV_EOF)) == 0
                && layout.data(events, index) > 0;
    }
}
