package io.github.socketaction.posix;

import java.nio.ByteBuffer;

/**
 * One write of several buffers, in as many messages as the thread's memory and the number of parts ask for. A thread has one
 * and uses it for all its writes.
 */
final class GatheringWrite {

    private static final ByteBuffer[] NONE = {};

    private final Workspace memory;

    /** Also what keeps them alive while the kernel reads them. */
    private ByteBuffer[] sources = NONE;

    private int end;
    private int next;
    private boolean mayGoOn;

    GatheringWrite(Workspace memory) {
        this.memory = memory;
    }

    /** Begins a write. */
    void begin(ByteBuffer[] buffers, int offset, int length) {
        sources = buffers;
        next = offset;
        end = offset + length;
    }

    /** Lets the buffers go. */
    void end() {
        sources = NONE;
        next = 0;
        end = 0;
    }

    /** Sends one message and moves the buffers' positions: the bytes taken, or a negative errno. */
    long send(Syscalls calls, int fd, int flags, int mostInterruptions) {
        skipEmpty();
        int parts = 0;
        int copied = 0;
        long offered = 0;
        for (int i = next; i < end && parts < Workspace.MAX_PARTS && copied < Workspace.COPY_BYTES; i++) {
            ByteBuffer source = sources[i];
            int length = source.remaining();
            if (length == 0) {
                continue;
            }
            if (source.isDirect()) {
                memory.part(parts, NativeMemory.address(source) + source.position(), length);
            } else {
                length = Math.min(length, Workspace.COPY_BYTES - copied);
                memory.copyFrom(source, source.position(), copied, length);
                memory.part(parts, memory.copyPointer() + copied, length);
                copied += length;
            }
            parts++;
            offered += length;
            if (length < source.remaining()) {
                break; // what comes after it must not overtake its rest
            }
        }
        long message = memory.messagePointer(parts);
        long count = calls.sendmsg(fd, message, flags);
        for (int i = 0; count == -Errno.EINTR && i < mostInterruptions; i++) {
            count = calls.sendmsg(fd, message, flags);
        }
        if (count > 0) {
            advance(count);
        }
        skipEmpty();
        mayGoOn = count == offered && next < end;
        return count;
    }

    /** Whether the last message was taken whole and something is left. */
    boolean mayGoOn() {
        return mayGoOn;
    }

    private void advance(long count) {
        long left = count;
        for (int i = next; left > 0; i++) {
            int taken = (int) Math.min(left, sources[i].remaining());
            sources[i].position(sources[i].position() + taken);
            left -= taken;
        }
    }

    private void skipEmpty() {
        while (next < end && !sources[next].hasRemaining()) {
            next++;
        }
    }
}
