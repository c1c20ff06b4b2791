package io.github.socketaction.posix;

import com.kenai.jffi.LastError;
import jnr.ffi.LibraryLoader;

/** The system calls of this system, through its C library. */
public final class NativeSyscalls implements Syscalls {

    private final LibC libc;

    private NativeSyscalls(LibC libc) {
        this.libc = libc;
    }

    /**
     * The calls of this process.
     *
     * @throws LinkageError when jnr, its native part or the C library cannot be loaded
     */
    public static NativeSyscalls get() {
        return Loaded.CALLS;
    }

    /**
     * The answer as {@link Syscalls} has it, of a function of the C library that this thread has called just now.
     *
     * @param answer what the function returned: negative when it has set errno
     */
    public static int answer(int answer) {
        return answer >= 0 ? answer : -LastError.getInstance().get();
    }

    private static long answer(long answer) {
        return answer >= 0 ? answer : -LastError.getInstance().get();
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return answer(libc.socket(domain, type, protocol));
    }

    @Override
    public int connect(int fd, long address, int length) {
        return answer(libc.connect(fd, address, length));
    }

    @Override
    public int bind(int fd, long address, int length) {
        return answer(libc.bind(fd, address, length));
    }

    @Override
    public int getsockopt(int fd, int level, int name, long value, long length) {
        return answer(libc.getsockopt(fd, level, name, value, length));
    }

    @Override
    public int setsockopt(int fd, int level, int name, long value, int length) {
        return answer(libc.setsockopt(fd, level, name, value, length));
    }

    @Override
    public int getsockname(int fd, long address, long length) {
        return answer(libc.getsockname(fd, address, length));
    }

    @Override
    public int getpeername(int fd, long address, long length) {
        return answer(libc.getpeername(fd, address, length));
    }

    @Override
    public long recv(int fd, long buffer, long count, int flags) {
        return answer(libc.recv(fd, buffer, count, flags));
    }

    @Override
    public long send(int fd, long buffer, long count, int flags) {
        return answer(libc.send(fd, buffer, count, flags));
    }

    @Override
    public long sendmsg(int fd, long message, int flags) {
        return answer(libc.sendmsg(fd, message, flags));
    }

    @Override
    public int shutdown(int fd, int how) {
        return answer(libc.shutdown(fd, how));
    }

    @Override
    public long read(int fd, long buffer, long count) {
        return answer(libc.read(fd, buffer, count));
    }

    @Override
    public long write(int fd, long buffer, long count) {
        return answer(libc.write(fd, buffer, count));
    }

    @Override
    public int pipe(long descriptors) {
        return answer(libc.pipe(descriptors));
    }

    @Override
    public int setNonBlocking(int fd) {
        return PosixFiles.setNonBlocking(fd);
    }

    @Override
    public int setCloseOnExec(int fd) {
        return PosixFiles.setCloseOnExec(fd);
    }

    @Override
    public int close(int fd) {
        return answer(libc.close(fd));
    }

    /** Binds the library at the first use; an immutable holder, so that one binding serves the process. */
    private static final class Loaded {
        static final NativeSyscalls CALLS =
                new NativeSyscalls(LibraryLoader.create(LibC.class).load("c"));
    }
}
