package io.github.socketaction.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this process has used up so far. Linux. */
final class ProcessFigures {

    private static final int COLLECTIONS = 5;
    private static final long PAGE = 4_096;

    private ProcessFigures() {}

    /** User and system time of all threads, also those of the compiler and the collector, in microseconds. */
    static double cpuMicros() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e3;
    }

    /** Bytes that the threads living now have allocated on the heap. */
    static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes); // -1 for a thread that ended meanwhile
        }
        return sum;
    }

    /**
     * Heap that was in use right after collecting, in bytes. What is in use now would be more by the pieces that threads
     * have taken for what they allocate next: 16 MB each in a heap of 3 GB.
     */
    static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage afterCollecting = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && afterCollecting != null) {
                used += afterCollecting.getUsed();
            }
        }
        return used;
    }

    /** Memory of this process that is in RAM, in bytes. */
    static long residentBytes() {
        try {
            String[] numbers = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
            return Long.parseLong(numbers[1]) * PAGE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many sockets are open. */
    static int openSockets() {
        int sockets = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                sockets += isSocket(descriptor) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor)
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
