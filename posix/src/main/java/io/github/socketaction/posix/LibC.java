package io.github.socketaction.posix;

/**
 * The functions of the C library as jnr-ffi binds them. Integers and addresses only: a call with a pointer object, a
 * buffer or a varargs list takes three to nine times as long and may allocate. Public because jnr-ffi generates the class
 * that implements it.
 */
public interface LibC {

    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** connect(2). */
    int connect(int fd, long address, int length);

    /** bind(2). */
    int bind(int fd, long address, int length);

    /** getsockopt(2). */
    int getsockopt(int fd, int level, int name, long value, long length);

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int name, long value, int length);

    /** getsockname(2). */
    int getsockname(int fd, long address, long length);

    /** getpeername(2). */
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

    /** pipe(2), with the address of two ints. */
    int pipe(long descriptors);

    /** close(2). */
    int close(int fd);
}
