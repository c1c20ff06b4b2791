package io.github.socketaction.testkit;

import java.io.File;
import org.junit.jupiter.api.Assumptions;

/** Counts the descriptors of this process. */
final class OpenFiles {

    private static final File LINUX = new File("/proc/self/fd");
    private static final File BSD = new File("/dev/fd");

    private OpenFiles() {}

    /** How many there are now; aborts the test where the system does not tell. */
    static int count() {
        String[] names = LINUX.list();
        if (names == null && !System.getProperty("os.name").startsWith("Windows")) {
            names = BSD.list();
        }
        if (names == null) {
            return Assumptions.abort("this system does not tell the open descriptors of a process");
        }
        return names.length;
    }
}
