package io.github.socketaction.epoll;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.WakeupDescriptor;
import java.io.IOException;

/** Opens eventfds for wakeups. */
final class EventFd {

    private EventFd() {}

    static WakeupDescriptor open(Syscalls calls, EpollSyscalls epoll) throws IOException {
        int fd = epoll.eventfd(0, Epoll.CLOEXEC | Epoll.NONBLOCK);
        if (fd < 0) {
            throw Errno.exception("cannot open an eventfd for wakeups", -fd);
        }
        return new WakeupDescriptor(calls, fd, fd, Long.BYTES, "eventfd");
    }
}
