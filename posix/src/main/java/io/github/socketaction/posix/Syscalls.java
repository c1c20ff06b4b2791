package io.github.socketaction.posix;

/**
 * The system calls that sockets and wakeups need, as a table that tests can put another one in the place of.
 *
 * <p>Every call answers as the kernel itself does: a negative number is an errno with its sign changed. Addresses of memory
 * are numbers, and the caller keeps that memory alive. Nothing is retried in here.
 */
public interface Syscalls {

    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** connect(2). */
    int connect(int fd, long address, int length);

    /** bind(2). */
    int bind(int fd, long address, int length);

    /** getsockopt(2); {@code length} is the address of an int. */
    int getsockopt(int fd, int level, int name, long value, long length);

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int name, long value, int length);

    /** getsockname(2); {@code length} is the address of an int. */
    int getsockname(int fd, long address, long length);

    /** getpeername(2); {@code length} is the address of an int. */
    int getpeername(int fd, long address, long length);

    /** recv(2). */
    long recv(int fd, long buffer, long count, int flags);

    /** send(2). */
    long send(int fd, long buffer, long count, int flags);

    /** sendmsg(2). */
    long sendmsg(int fd, long message, int flags);

    /** shutdown(2). */
    int shutdown(int fd, int how);

    /** read(2). */
    long read(int fd, long buffer, long count);

    /** write(2). */
    long write(int fd, long buffer, long count);

    /** pipe(2); {@code descriptors} is the address of two ints. */
    int pipe(long descriptors);

    /** Sets O_NONBLOCK by fcntl(2). */
    int setNonBlocking(int fd);

    /** Sets FD_CLOEXEC by fcntl(2). */
    int setCloseOnExec(int fd);

    /** close(2). The descriptor is gone whatever the answer. */
    int close(int fd);
}
