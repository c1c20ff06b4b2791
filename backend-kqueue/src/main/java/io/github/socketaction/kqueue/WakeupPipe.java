package io.github.socketaction.kqueue;

import io.github.socketaction.posix.DescriptorGuard;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pipe that one byte is written to until it is read, and none after it is closed. */
final class WakeupPipe implements PollerWakeup {

    /** Interruptions in a row that are taken for what they are; a call that never waits meets hardly one. */
    private static final int MOST_INTERRUPTIONS = 100;

    private static final int READ_BYTES = 8;

    private final Syscalls calls;
    private final int readEnd;
    private final int writeEnd;
    private final DescriptorGuard guard;
    private final AtomicBoolean signalled = new AtomicBoolean();
    /** The byte to write, and room for what is read. */
    private final ByteBuffer memory = NativeMemory.allocate(2 * READ_BYTES);

    private final long address = NativeMemory.address(memory);

    private WakeupPipe(Syscalls calls, int readEnd, int writeEnd) {
        this.calls = calls;
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
        this.guard = new DescriptorGuard(() -> closeBoth(calls, readEnd, writeEnd));
    }

    static WakeupPipe open(Syscalls calls) throws IOException {
        ByteBuffer ends = NativeMemory.allocate(2 * Integer.BYTES);
        int answer = calls.pipe(NativeMemory.address(ends));
        if (answer < 0) {
            throw Errno.exception("cannot open a pipe for wakeups", -answer);
        }
        int readEnd = ends.getInt(0);
        int writeEnd = ends.getInt(Integer.BYTES);
        int set = setUp(calls, readEnd);
        set = set < 0 ? set : setUp(calls, writeEnd);
        if (set < 0) {
            closeBoth(calls, readEnd, writeEnd);
            throw Errno.exception("cannot set up a pipe for wakeups", -set);
        }
        return new WakeupPipe(calls, readEnd, writeEnd);
    }

    private static int setUp(Syscalls calls, int end) {
        int answer = calls.setNonBlocking(end);
        return answer < 0 ? answer : calls.setCloseOnExec(end);
    }

    private static void closeBoth(Syscalls calls, int readEnd, int writeEnd) {
        calls.close(writeEnd);
        calls.close(readEnd);
    }

    /** The end that becomes readable. */
    int fd() {
        return readEnd;
    }

    @Override
    public void signal() {
        // A set where a look would do, so that what the caller did before is seen by the one that clears it.
        if (signalled.getAndSet(true) || !guard.enter()) {
            return;
        }
        try {
            long answer = calls.write(writeEnd, address, 1);
            for (int i = 0; answer == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
                answer = calls.write(writeEnd, address, 1);
            }
            // EAGAIN: it is full, so it is readable.
            if (answer < 0 && answer != -Errno.EAGAIN) {
                signalled.set(false);
                throw new UncheckedIOException(Errno.exception("cannot write to the pipe of a wakeup", (int) -answer));
            }
        } finally {
            guard.exit();
        }
    }

    /**
     * {@inheritDoc} First the byte and then the flag: the other way round a byte written in between would be taken away
     * while the flag says that it is there, and no later call would write another one.
     */
    @Override
    public void drain() throws IOException {
        if (!guard.enter()) {
            return;
        }
        try {
            long answer = calls.read(readEnd, address + READ_BYTES, READ_BYTES);
            for (int i = 0; answer == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
                answer = calls.read(readEnd, address + READ_BYTES, READ_BYTES);
            }
            if (answer < 0 && answer != -Errno.EAGAIN) {
                throw Errno.exception("cannot read from the pipe of a wakeup", (int) -answer);
            }
            signalled.getAndSet(false);
        } finally {
            guard.exit();
        }
    }

    @Override
    public void close() {
        guard.close();
    }

    boolean isClosed() {
        return guard.isClosed();
    }
}
