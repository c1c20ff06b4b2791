package io.github.socketaction.posix.torture;

import static jnr.constants.platform.Errno.*;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;

/** Which errors the manual page of a system call allows, and those that the networks below it add. */
final class ErrnoTable {

    private static final Map<String, List<Errno>> TABLE = Map.ofEntries(
            Map.entry(
                    "socket", List.of(EACCES, EAFNOSUPPORT, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM, EPROTONOSUPPORT)),
            Map.entry(
                    "connect",
                    List.of(
                            EACCES,
                            EPERM,
                            EADDRINUSE,
                            EADDRNOTAVAIL,
                            EAFNOSUPPORT,
                            EAGAIN,
                            EALREADY,
                            EBADF,
                            ECONNREFUSED,
                            EFAULT,
                            EINTR,
                            EISCONN,
                            ENETUNREACH,
                            EHOSTUNREACH,
                            ENOTSOCK,
                            EPROTOTYPE,
                            ETIMEDOUT)),
            Map.entry("bind", List.of(EACCES, EADDRINUSE, EADDRNOTAVAIL, EBADF, EINVAL, ENOTSOCK)),
            Map.entry("getsockopt", List.of(EBADF, EFAULT, EINVAL, ENOPROTOOPT, ENOTSOCK)),
            Map.entry("setsockopt", List.of(EBADF, EFAULT, EINVAL, ENOPROTOOPT, ENOTSOCK, ENOMEM)),
            Map.entry("getsockname", List.of(EBADF, EFAULT, EINVAL, ENOBUFS, ENOTSOCK)),
            Map.entry("getpeername", List.of(EBADF, EFAULT, EINVAL, ENOBUFS, ENOTCONN, ENOTSOCK)),
            Map.entry(
                    "recv",
                    List.of(
                            EAGAIN,
                            EBADF,
                            ECONNREFUSED,
                            ECONNRESET,
                            EFAULT,
                            EINTR,
                            EINVAL,
                            ENOMEM,
                            ENOTCONN,
                            ENOTSOCK,
                            ETIMEDOUT,
                            EHOSTUNREACH)),
            Map.entry("send", sending()),
            Map.entry("sendmsg", sending()),
            Map.entry("shutdown", List.of(EBADF, EINVAL, ENOTCONN, ENOTSOCK)),
            Map.entry("read", List.of(EAGAIN, EBADF, EFAULT, EINTR, EINVAL, EIO)),
            Map.entry("write", List.of(EAGAIN, EBADF, EFAULT, EINTR, EINVAL, EIO, ENOSPC, EPIPE)),
            Map.entry("close", List.of(EBADF, EINTR, EIO, ENOSPC, EDQUOT)),
            Map.entry("pipe", List.of(EFAULT, EMFILE, ENFILE)),
            Map.entry("setNonBlocking", List.of(EBADF, EINVAL)),
            Map.entry("setCloseOnExec", List.of(EBADF, EINVAL)),
            Map.entry("epollCreate", List.of(EINVAL, EMFILE, ENFILE, ENOMEM)),
            Map.entry("epollCtl", List.of(EBADF, EEXIST, EINVAL, ELOOP, ENOENT, ENOMEM, ENOSPC, EPERM)),
            Map.entry("epollWait", List.of(EBADF, EFAULT, EINTR, EINVAL)),
            Map.entry("epollPwait2", List.of(EBADF, EFAULT, EINTR, EINVAL, ENOSYS, EPERM)),
            Map.entry("eventfd", List.of(EINVAL, EMFILE, ENFILE, ENODEV, ENOMEM)),
            Map.entry("kqueue", List.of(EMFILE, ENFILE, ENOMEM)),
            Map.entry("kevent", List.of(EACCES, EBADF, EFAULT, EINTR, EINVAL, ENOENT, ENOMEM, ESRCH)));

    private ErrnoTable() {}

    private static List<Errno> sending() {
        return List.of(
                EACCES,
                EAGAIN,
                EALREADY,
                EBADF,
                ECONNRESET,
                EDESTADDRREQ,
                EFAULT,
                EINTR,
                EINVAL,
                EISCONN,
                EMSGSIZE,
                ENOBUFS,
                ENOMEM,
                ENOTCONN,
                ENOTSOCK,
                EOPNOTSUPP,
                EPIPE,
                EHOSTUNREACH);
    }

    /** The errors of a call; a call that is not in the table is a mistake in the table. */
    static Stream<Errno> of(String call) {
        List<Errno> errors = TABLE.get(call);
        if (errors == null) {
            throw new AssertionError("say in ErrnoTable how " + call + " may fail");
        }
        return errors.stream();
    }
}
