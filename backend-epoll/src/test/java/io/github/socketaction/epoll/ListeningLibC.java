package io.github.socketaction.epoll;

/** What an accepting test needs of the C library. Public because jnr-ffi generates the class that implements it. */
public interface ListeningLibC {

    /** listen(2). */
    int listen(int fd, int backlog);

    /** accept(2); the addresses may be 0. */
    int accept(int fd, long address, long length);
}
