package io.github.socketaction.epoll;

/** The functions of the C library for epoll and eventfd as jnr-ffi binds them; public for the class it generates. */
public interface EpollLibC {

    /** epoll_create1(2). */
    int epoll_create1(int flags);

    /** epoll_ctl(2). */
    int epoll_ctl(int epoll, int operation, int fd, long event);

    /** epoll_wait(2). */
    int epoll_wait(int epoll, long events, int count, int millis);

    /** epoll_pwait2(2): Linux 5.11 and glibc 2.35. */
    int epoll_pwait2(int epoll, long events, int count, long timespec, long signals);

    /** eventfd(2). */
    int eventfd(int value, int flags);
}
