package io.github.socketaction.epoll;

/**
 * The system calls of epoll and eventfd, as a table that tests can put another one in the place of. A negative answer is
 * an errno with its sign changed. Nothing is retried in here.
 */
public interface EpollSyscalls {

    /** epoll_create1(2). */
    int epollCreate(int flags);

    /** epoll_ctl(2); {@code event} is the address of a struct epoll_event. */
    int epollCtl(int epoll, int operation, int fd, long event);

    /** epoll_wait(2); -1 for {@code millis} waits without limit. */
    int epollWait(int epoll, long events, int count, int millis);

    /** epoll_pwait2(2) without a signal mask; {@code timespec} is the address of two longs. */
    int epollPwait2(int epoll, long events, int count, long timespec);

    /** eventfd(2). */
    int eventfd(int value, int flags);
}
