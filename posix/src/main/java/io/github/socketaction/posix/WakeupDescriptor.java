package io.github.socketaction.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pipe or eventfd that is written to once until it is read, and never after it is closed. */
public final class WakeupDescriptor {

    /** Interruptions in a row that are taken for what they are; a call that never waits meets hardly one. */
    private static final int MOST_INTERRUPTIONS = 100;

    private static final int READ_BYTES = 8;

    private final Syscalls calls;
    private final int readEnd;
    private final int writeEnd;
    private final int length;
    private final String name;
    private final DescriptorGuard guard;
    private final AtomicBoolean signalled = new AtomicBoolean();
    /** What to write, which is the number 1, and room for what is read. */
    private final ByteBuffer memory = NativeMemory.allocate(2 * READ_BYTES);

    private final long address = NativeMemory.address(memory);

    /**
     * One over open, non-blocking descriptors.
     *
     * @param readEnd what becomes readable; closed with this
     * @param writeEnd what is written to; closed with this, and the same for an eventfd
     * @param length how many bytes one signal is: 1 to 8
     * @param name what it is, for messages
     */
    public WakeupDescriptor(Syscalls calls, int readEnd, int writeEnd, int length, String name) {
        this.calls = calls;
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
        this.length = length;
        this.name = name;
        this.guard = new DescriptorGuard(this::free);
        memory.putLong(0, 1);
    }

    /** The descriptor that becomes readable. */
    public int fd() {
        return readEnd;
    }

    /** Makes it readable. From any thread; many before a {@link #drain()} are one. */
    public void signal() {
        // A set where a look would do, so that what the caller did before is seen by the one that clears it.
        if (signalled.getAndSet(true) || !guard.enter()) {
            return;
        }
        try {
            long answer = calls.write(writeEnd, address, length);
            for (int i = 0; answer == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
                answer = calls.write(writeEnd, address, length);
            }
            // EAGAIN: it is full, so it is readable.
            if (answer < 0 && answer != -Errno.EAGAIN) {
                signalled.set(false);
                throw new UncheckedIOException(
                        Errno.exception("cannot write to the " + name + " of a wakeup", (int) -answer));
            }
        } finally {
            guard.exit();
        }
    }

    /**
     * Makes it unreadable. First the bytes and then the flag: the other way round bytes written in between would be taken
     * away while the flag says that they are there, and no later call would write others.
     *
     * @throws IOException when it cannot be read, and so stays readable for ever
     */
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
                throw Errno.exception("cannot read from the " + name + " of a wakeup", (int) -answer);
            }
            signalled.getAndSet(false);
        } finally {
            guard.exit();
        }
    }

    /** Closes it, once no other thread uses it any more. Harmless to repeat. */
    public void close() {
        guard.close();
    }

    /** Whether {@link #close()} was called. */
    public boolean isClosed() {
        return guard.isClosed();
    }

    private void free() {
        calls.close(writeEnd);
        if (readEnd != writeEnd) {
            calls.close(readEnd);
        }
    }
}
