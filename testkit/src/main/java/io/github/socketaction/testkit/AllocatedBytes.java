package io.github.socketaction.testkit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Assumptions;

/**
 * Counts the bytes that this thread has allocated. By reflection, because the module with the counter is not part of
 * every runtime, and the kit should need none that it does not have to.
 */
final class AllocatedBytes {

    private AllocatedBytes() {}

    /** How many so far; aborts the test where the runtime does not tell. */
    static long ofThisThread() {
        try {
            Object bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method counter =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
            return (long) (Long) counter.invoke(bean);
        } catch (ReflectiveOperationException e) {
            return Assumptions.abort("this runtime does not count allocated bytes: " + e);
        }
    }
}
