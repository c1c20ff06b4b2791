package io.github.socketaction.epoll;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.WakeupDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds out whether epoll can be used, by using it. */
final class EpollProbe {

    /** Different in every byte, so that a wrong layout shows. */
    private static final long KEY = 0x0123_4567_89ab_cdefL;

    private EpollProbe() {}

    /** An eventfd that is added, made readable and waited for has to come back with its key. */
    static @Nullable String run() throws IOException {
        return run(NativeSyscalls.get(), NativeEpollSyscalls.get(), EpollEventLayout.of(System.getProperty("os.arch")));
    }

    static @Nullable String run(Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout) throws IOException {
        WakeupDescriptor event = EventFd.open(calls, epoll);
        try {
            event.signal();
            return waitFor(event, calls, epoll, layout);
        } finally {
            event.close();
        }
    }

    private static @Nullable String waitFor(
            WakeupDescriptor event, Syscalls calls, EpollSyscalls epoll, EpollEventLayout layout) throws IOException {
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
