package io.github.socketaction.epoll;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Finds out whether epoll can be used, by using it. */
final class EpollProbe {

    /** Different in every byte, so that a wrong layout shows. */
    private static final long KEY = 0x0123_4567_89ab_cdefL;

    private EpollProbe() {}

    /**
     * Runs a probe and puts what it throws into words.
     *
     * @return why epoll cannot be used, or null when it can
     */
    static @Nullable String reason(Callable<@Nullable String> probe) {
        try {
            return probe.call();
        } catch (LinkageError e) {
            return inWords(e);
        } catch (IllegalCallerException e) {
            return denied(e.toString());
        } catch (Exception e) {
            return "it does not work here: " + e;
        }
    }

    private static String inWords(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClassNotFoundException) {
            return "class " + cause.getMessage()
                    + " is missing: put jnr-ffi, jnr-constants and what they need on the class path";
        }
        // jnr puts the stack trace of what stopped it into the message.
        String text = cause.toString();
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return text.contains(IllegalCallerException.class.getName())
                ? denied(line)
                : "jnr cannot load its native part: " + line;
    }

    private static String denied(String what) {
        return "Java denies native access (allow it with --enable-native-access=ALL-UNNAMED): " + what;
    }

    /** An eventfd that is added, made readable and waited for has to come back with its key. */
    static @Nullable String run() throws IOException {
        return run(NativeSyscalls.get(), NativeEpollSyscalls.get(), EpollEventLayout.of(System.getProperty("os.arch")));
    }

    static @Nullable String run(Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout) throws IOException {
        EventFd event = EventFd.open(calls, epoll);
        try {
            event.signal();
            return waitFor(event, calls, epoll, layout);
        } finally {
            event.close();
        }
    }

    private static @Nullable String waitFor(EventFd event, Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout)
            throws IOException {
        int fd = epoll.epollCreate(Epoll.CLOEXEC);
        if (fd < 0) {
            throw Errno.exception("cannot open an epoll", -fd);
        }
        ByteBuffer memory = NativeMemory.allocate(32);
        try {
            layout.write(memory, Epoll.IN, KEY);
            int answer = epoll.epollCtl(fd, Epoll.CTL_ADD, event.fd(), NativeMemory.address(memory));
            if (answer < 0) {
                return "epoll_ctl fails: " + Errno.text(-answer);
            }
            memory.putLong(0, 0).putLong(8, 0);
            int count = epoll.epollWait(fd, NativeMemory.address(memory), 1, 0);
            boolean asExpected = count == 1 && layout.events(memory, 0) == Epoll.IN && layout.data(memory, 0) == KEY;
            return asExpected ? null : "its events have another layout than that of " + System.getProperty("os.arch");
        } finally {
            calls.close(fd);
        }
    }
}
