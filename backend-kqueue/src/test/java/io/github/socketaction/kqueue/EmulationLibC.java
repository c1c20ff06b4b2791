package io.github.socketaction.kqueue;

/** The functions of Linux that {@link EmulatedKqueue} is made of; public for the class that jnr-ffi generates. */
public interface EmulationLibC {

    int epoll_create1(int flags);

    int epoll_ctl(int epoll, int operation, int fd, long event);

    int epoll_wait(int epoll, long events, int count, int millis);

    int eventfd(int value, int flags);
}
