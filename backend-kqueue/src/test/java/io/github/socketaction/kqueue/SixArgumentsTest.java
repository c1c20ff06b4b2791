package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * jnr-ffi garbles a sixth number on x86-64. That kevent is declared in a way that it does not, shown by a call of its
 * shape.
 */
@EnabledOnOs(OS.LINUX)
class SixArgumentsTest {

    private static final int BYTES = 32;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** recvfrom(2) with the parameters of kevent(2); the last one is where the length of the address goes. */
    public interface SameShape {
        int socket(int domain, int type, int protocol);

        int bind(int fd, long address, int length);

        int getsockname(int fd, long address, long length);

        int recvfrom(int fd, long buffer, long count, long flags, long address, Pointer length);
    }

    private final ByteBuffer memory = NativeMemory.allocate(4 * BYTES);
    private final long address = NativeMemory.address(memory);
    private final SameShape libc = LibraryLoader.create(SameShape.class).load("c");

    @Test
    @Verifies("K4")
    void all_six_arguments_arrive_and_a_call_allocates_nothing() throws IOException {
        int fd = libc.socket(2, 2 | 0x800, 0);
        memory.putShort(0, (short) 2).put(4, new byte[] {127, 0, 0, 1});
        assertThat(libc.bind(fd, address, 16)).isZero();
        memory.putInt(BYTES, 16);
        libc.getsockname(fd, address, address + BYTES);
        int port = ((memory.get(2) & 0xff) << 8) | (memory.get(3) & 0xff);
        try (DatagramSocket sender = new DatagramSocket()) {
            sender.send(new DatagramPacket(
                    new byte[] {1, 2, 3}, 3, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            memory.putInt(BYTES, 28);
            Pointer sixth = Pointer.wrap(Runtime.getSystemRuntime(), address + BYTES);
            int count = -1;
            for (int i = 0; count < 0 && i < 1_000_000; i++) {
                count = libc.recvfrom(fd, address + 2 * BYTES, BYTES, 0, address, sixth);
            }
            assertThat(count).isEqualTo(3);
            assertThat(memory.getInt(BYTES)).as("written through the sixth").isEqualTo(16);
            assertThat(((memory.get(2) & 0xff) << 8) | (memory.get(3) & 0xff)).isEqualTo(sender.getLocalPort());
            assertThat(bytesOfACall(fd, sixth)).isLessThan(8);
        } finally {
            NativeSyscalls.get().close(fd);
        }
    }

    private long bytesOfACall(int fd, Pointer sixth) {
        long least = Long.MAX_VALUE;
        int calls = 20_000;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                libc.recvfrom(fd, address + 2 * BYTES, BYTES, 0, address, sixth);
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / calls);
        }
        return least;
    }
}
