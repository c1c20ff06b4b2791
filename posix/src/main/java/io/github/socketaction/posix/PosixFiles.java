package io.github.socketaction.posix;

import java.io.IOException;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.OpenFlags;
import jnr.constants.platform.RLIMIT;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.RLimit;

/**
 * What jnr-posix does well. It is loaded at the first use, because that takes a fifth of a second: on Linux no socket
 * needs it.
 */
public final class PosixFiles {

    private static final int FD_CLOEXEC = 1;

    private PosixFiles() {}

    /**
     * Makes a named pipe; mkfifo(3).
     *
     * @param mode permission bits, such as {@code 0600}
     */
    public static void mkfifo(String path, int mode) throws IOException {
        if (posix().mkfifo(path, mode) < 0) {
            throw Errno.exception("cannot make the named pipe " + path, posix().errno());
        }
    }

    /** Makes a pipe; pipe(2). The first descriptor is to read from, the second one to write to. */
    public static int[] pipe() throws IOException {
        int[] descriptors = new int[2];
        if (posix().pipe(descriptors) < 0) {
            throw Errno.exception("cannot make a pipe", posix().errno());
        }
        return descriptors;
    }

    /** How many descriptors this process may have open; getrlimit(2). */
    public static long descriptorLimit() throws IOException {
        RLimit limit = posix().getrlimit(RLIMIT.RLIMIT_NOFILE.intValue());
        if (limit == null) {
            throw Errno.exception("cannot read the limit of open files", posix().errno());
        }
        return limit.rlimCur();
    }

    /** The C library's own text for an error number; strerror(3). */
    public static String strerror(int errno) {
        return posix().strerror(errno);
    }

    /** Sets O_NONBLOCK: 0 or a negative errno. */
    static int setNonBlocking(int fd) {
        int flags = posix().fcntlInt(fd, Fcntl.F_GETFL, 0);
        return flags < 0 ? -posix().errno() : set(fd, Fcntl.F_SETFL, flags | OpenFlags.O_NONBLOCK.intValue());
    }

    /** Sets FD_CLOEXEC: 0 or a negative errno. */
    static int setCloseOnExec(int fd) {
        return set(fd, Fcntl.F_SETFD, FD_CLOEXEC);
    }

    private static int set(int fd, Fcntl command, int flags) {
        return posix().fcntlInt(fd, command, flags) < 0 ? -posix().errno() : 0;
    }

    private static POSIX posix() {
        return Loaded.CALLS;
    }

    /** Loads jnr-posix at the first use. */
    private static final class Loaded {
        static final POSIX CALLS = POSIXFactory.getNativePOSIX();
    }
}
