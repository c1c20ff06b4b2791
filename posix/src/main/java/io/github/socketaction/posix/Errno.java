package io.github.socketaction.posix;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/**
 * The error numbers of this system that mean something to a backend, and what to tell people about the others. Numbers
 * and texts are those of jnr-constants; the texts are what strerror(3) says in the C locale.
 */
public final class Errno {

    /** No such entry. */
    public static final int ENOENT = number(jnr.constants.platform.Errno.ENOENT);
    /** Interrupted by a signal. */
    public static final int EINTR = number(jnr.constants.platform.Errno.EINTR);
    /** Not an open descriptor. */
    public static final int EBADF = number(jnr.constants.platform.Errno.EBADF);
    /** Nothing to be had without waiting. EWOULDBLOCK is the same number on every system that has epoll or kqueue. */
    public static final int EAGAIN = number(jnr.constants.platform.Errno.EAGAIN);
    /** It is there already. */
    public static final int EEXIST = number(jnr.constants.platform.Errno.EEXIST);
    /** Not a socket. */
    public static final int ENOTSOCK = number(jnr.constants.platform.Errno.ENOTSOCK);
    /** The system has no such call. */
    public static final int ENOSYS = number(jnr.constants.platform.Errno.ENOSYS);
    /** The connect is under way. */
    public static final int EINPROGRESS = number(jnr.constants.platform.Errno.EINPROGRESS);
    /** The connect is still under way. */
    public static final int EALREADY = number(jnr.constants.platform.Errno.EALREADY);
    /** Connected already. */
    public static final int EISCONN = number(jnr.constants.platform.Errno.EISCONN);
    /** The peer has broken the connection off. */
    public static final int ECONNRESET = number(jnr.constants.platform.Errno.ECONNRESET);
    /** Not connected. */
    public static final int ENOTCONN = number(jnr.constants.platform.Errno.ENOTCONN);

    private static final int ECONNREFUSED = number(jnr.constants.platform.Errno.ECONNREFUSED);
    private static final int ETIMEDOUT = number(jnr.constants.platform.Errno.ETIMEDOUT);
    private static final int ENETUNREACH = number(jnr.constants.platform.Errno.ENETUNREACH);
    private static final int EHOSTUNREACH = number(jnr.constants.platform.Errno.EHOSTUNREACH);
    private static final int EMFILE = number(jnr.constants.platform.Errno.EMFILE);
    private static final int ENFILE = number(jnr.constants.platform.Errno.ENFILE);
    private static final int ENOSPC = number(jnr.constants.platform.Errno.ENOSPC);

    private Errno() {}

    /** The text for an error number, such as {@code Connection refused}. */
    public static String text(int errno) {
        jnr.constants.platform.Errno constant = jnr.constants.platform.Errno.valueOf((long) errno);
        return constant == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__
                ? "error " + errno
                : constant.description();
    }

    /** The name for an error number, such as {@code ECONNREFUSED}. */
    public static String name(int errno) {
        jnr.constants.platform.Errno constant = jnr.constants.platform.Errno.valueOf((long) errno);
        return constant == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__ ? "errno " + errno : constant.name();
    }

    /** An exception like those of java.net, whose message is the number's text. */
    public static IOException exception(int errno) {
        if (errno == EHOSTUNREACH) {
            return new NoRouteToHostException(text(errno));
        }
        return errno == ECONNREFUSED || errno == ETIMEDOUT || errno == ENETUNREACH
                ? new ConnectException(text(errno))
                : new SocketException(text(errno));
    }

    /**
     * An exception that says what was attempted and, where there is something to be done about it, what.
     *
     * @param attempt such as {@code cannot open a socket}
     */
    public static IOException exception(String attempt, int errno) {
        return new SocketException(attempt + ": " + text(errno) + advice(errno));
    }

    // Without a switch over the enum: that makes a class of its own, which cannot be loaded when no descriptor is left.
    private static String advice(int errno) {
        if (errno == EMFILE) {
            return "; raise the limit of open files of this process (ulimit -n)";
        }
        if (errno == ENFILE) {
            return "; raise the limit of open files of this system";
        }
        return errno == ENOSPC ? "; raise the limit of watched descriptors (fs.epoll.max_user_watches)" : "";
    }

    private static int number(jnr.constants.platform.Errno constant) {
        return constant.intValue();
    }
}
