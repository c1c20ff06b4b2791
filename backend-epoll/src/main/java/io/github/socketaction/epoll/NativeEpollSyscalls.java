package io.github.socketaction.epoll;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeSyscalls;
import jnr.ffi.LibraryLoader;

/** The system calls of epoll and eventfd of this system, through its C library. */
final class NativeEpollSyscalls implements EpollSyscalls {

    private final EpollLibC libc;

    private NativeEpollSyscalls(EpollLibC libc) {
        this.libc = libc;
    }

    static NativeEpollSyscalls get() {
        return Loaded.CALLS;
    }

    @Override
    public int epollCreate(int flags) {
        return NativeSyscalls.answer(libc.epoll_create1(flags));
    }

    @Override
    public int epollCtl(int epoll, int operation, int fd, long event) {
        return NativeSyscalls.answer(libc.epoll_ctl(epoll, operation, fd, event));
    }

    @Override
    public int epollWait(int epoll, long events, int count, int millis) {
        return NativeSyscalls.answer(libc.epoll_wait(epoll, events, count, millis));
    }

    /** A C library without the function says so here only: jnr-ffi looks a symbol up at the first call. */
    @Override
    public int epollPwait2(int epoll, long events, int count, long timespec) {
        try {
            return NativeSyscalls.answer(libc.epoll_pwait2(epoll, events, count, timespec, 0));
        } catch (UnsatisfiedLinkError e) {
            return -Errno.ENOSYS;
        }
    }

    @Override
    public int eventfd(int value, int flags) {
        return NativeSyscalls.answer(libc.eventfd(value, flags));
    }

    /** Binds the library at the first use; an immutable holder, so that one binding serves the process. */
    private static final class Loaded {
        static final NativeEpollSyscalls CALLS =
                new NativeEpollSyscalls(LibraryLoader.create(EpollLibC.class).load("c"));
    }
}
