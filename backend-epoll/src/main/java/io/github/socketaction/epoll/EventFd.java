package io.github.socketaction.epoll;

import io.github.socketaction.posix.DescriptorGuard;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** An eventfd that is written to once until it is read, and never after it is closed. */
final class EventFd {

    /** Interruptions in a row that are taken for what they are; a call that never waits meets hardly one. */
    private static final int MOST_INTERRUPTIONS = 100;

    private final Syscalls calls;
    private final int fd;
    private final DescriptorGuard guard;
    private final AtomicBoolean signalled = new AtomicBoolean();
    /** The 1 to write, and room for what is read. */
    private final ByteBuffer memory = NativeMemory.allocate(16);

    private final long address = NativeMemory.address(memory);

    private EventFd(Syscalls calls, int fd) {
        this.calls = calls;
        this.fd = fd;
        this.guard = new DescriptorGuard(() -> calls.close(fd));
        memory.putLong(0, 1);
    }

    static EventFd open(Syscalls calls, EpollSyscalls epoll) throws IOException {
        int fd = epoll.eventfd(0, Epoll.CLOEXEC | Epoll.NONBLOCK);
        if (fd < 0) {
            throw Errno.exception("cannot open an eventfd for wakeups", -fd);
        }
        return new EventFd(calls, fd);
    }

    int fd() {
        return fd;
    }

    /** From any thread. */
    void signal() {
        // A set where a look would do, so that what the caller did before is seen by the one that clears it.
        if (signalled.getAndSet(true) || !guard.enter()) {
            return;
        }
        try {
            write();
        } finally {
            guard.exit();
        }
    }

    private void write() {
        long answer = calls.write(fd, address, Long.BYTES);
        for (int i = 0; answer == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
            answer = calls.write(fd, address, Long.BYTES);
        }
        // EAGAIN: its counter is full, so it is readable.
        if (answer < 0 && answer != -Errno.EAGAIN) {
            signalled.set(false);
            throw new UncheckedIOException(Errno.exception("cannot write to the eventfd of a wakeup", (int) -answer));
        }
    }

    /**
     * Makes it unreadable. First the number and then the flag: the other way round a number written in between would be
     * taken away while the flag says that it is there, and no later call would write another one.
     *
     * @throws IOException when it cannot be read, and so stays readable for ever
     */
    void drain() throws IOException {
        if (!guard.enter()) {
            return;
        }
        try {
            long answer = calls.read(fd, address + Long.BYTES, Long.BYTES);
            for (int i = 0; answer == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
                answer = calls.read(fd, address + Long.BYTES, Long.BYTES);
            }
            if (answer < 0 && answer != -Errno.EAGAIN) {
                throw Errno.exception("cannot read from the eventfd of a wakeup", (int) -answer);
            }
            signalled.getAndSet(false);
        } finally {
            guard.exit();
        }
    }

    void close() {
        guard.close();
    }

    boolean isClosed() {
        return guard.isClosed();
    }
}
