package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.WakeupDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A wakeup by a pipe. */
final class WakeupPipe implements PollerWakeup {

    private final WakeupDescriptor descriptor;

    private WakeupPipe(WakeupDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    static WakeupPipe open(Syscalls calls) throws IOException {
        ByteBuffer ends = NativeMemory.allocate(2 * Integer.BYTES);
        int answer = calls.pipe(NativeMemory.address(ends));
        if (answer < 0) {
            throw Errno.exception("cannot open a pipe for wakeups", -answer);
        }
        int readEnd = ends.getInt(0);
        int writeEnd = ends.getInt(Integer.BYTES);
        WakeupDescriptor descriptor = new WakeupDescriptor(calls, readEnd, writeEnd, 1, "pipe");
        int set = setUp(calls, readEnd);
        set = set < 0 ? set : setUp(calls, writeEnd);
        if (set < 0) {
            descriptor.close();
            throw Errno.exception("cannot set up a pipe for wakeups", -set);
        }
        return new WakeupPipe(descriptor);
    }

    private static int setUp(Syscalls calls, int end) {
        int answer = calls.setNonBlocking(end);
        return answer < 0 ? answer : calls.setCloseOnExec(end);
    }

    /** What becomes readable. */
    WakeupDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void signal() {
        descriptor.signal();
    }

    @Override
    public void drain() throws IOException {
        descriptor.drain();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
