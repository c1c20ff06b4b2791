package io.github.socketaction.posix;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that system calls can reach. Its address does not keep it alive: whoever hands the address on holds the buffer
 * in a field, or uses it after the call.
 */
public final class NativeMemory {

    private NativeMemory() {}

    /** Zeroed memory in the byte order of the machine. */
    public static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The address of a direct buffer's first byte, whatever its position. */
    public static long address(ByteBuffer direct) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }
}
