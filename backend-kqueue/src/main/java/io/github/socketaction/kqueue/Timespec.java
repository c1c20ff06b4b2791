package io.github.socketaction.kqueue;

import io.github.socketaction.posix.NativeMemory;
import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/** A struct timespec of a 64-bit system: how long a call may wait. */
final class Timespec {

    /** What every system takes; more than a day is an error on some. Whoever waits longer asks again. */
    static final long MOST_SECONDS = 86_399;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final ByteBuffer memory = NativeMemory.allocate(2 * Long.BYTES);
    private final Pointer pointer = Pointer.wrap(Runtime.getSystemRuntime(), NativeMemory.address(memory));

    /**
     * Sets the time.
     *
     * @param nanos 0 to only look, negative for no limit
     * @return what the call wants: null for no limit. It is good while this object lives.
     */
    @Nullable Pointer of(long nanos) {
        if (nanos < 0) {
            return null;
        }
        long seconds = nanos / NANOS_PER_SECOND;
        boolean tooLong = seconds >= MOST_SECONDS;
        memory.putLong(0, tooLong ? MOST_SECONDS : seconds);
        memory.putLong(Long.BYTES, tooLong ? 0 : nanos % NANOS_PER_SECOND);
        return pointer;
    }
}
