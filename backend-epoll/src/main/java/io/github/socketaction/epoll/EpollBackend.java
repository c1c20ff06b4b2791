package io.github.socketaction.epoll;

import io.github.socketaction.posix.FdPollable;
import io.github.socketaction.posix.FdWakeup;
import io.github.socketaction.posix.ForeignDescriptor;
import io.github.socketaction.posix.NativeSockets;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.SystemNumbers;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;

/** The backend of Linux: descriptors and epoll. One may serve many threads. */
public final class EpollBackend implements Backend {

    static final String NAME = "epoll";

    private final NativeSockets sockets;
    private final EpollSyscalls epoll;

    /**
     * Makes one.
     *
     * @throws LinkageError when jnr or its native part cannot be loaded; {@link EpollBackendProvider} says why without
     *     throwing
     */
    public EpollBackend() {
        this(NativeSyscalls.get(), NativeEpollSyscalls.get());
    }

    /** One over other tables of calls, for tests. */
    EpollBackend(Syscalls calls, EpollSyscalls epoll) {
        this.sockets = new NativeSockets(calls, SystemNumbers.current());
        this.epoll = epoll;
    }

    /**
     * The descriptor behind a socket, for an application that waits with an epoll of its own. Add it, but do not read, write
     * or close it; take it out on {@code REMOVE}, because a number is used again after that.
     *
     * @throws IllegalArgumentException when the socket belongs to a backend without descriptors
     * @throws IllegalStateException when the socket is closed or has not been told to connect yet
     */
    public static int fd(SocketHandle socket) {
        return FdPollable.openFd(socket);
    }

    /**
     * Wraps a descriptor of the application, so that a poller of this backend can wait for it: a pipe, a terminal, a
     * socket, another epoll. epoll cannot wait for ordinary files, which are always ready: one is reported with {@code ERR}
     * at every poll, and the poll lasts a hundredth of a second at most.
     *
     * @param fd the descriptor; it stays the application's, which closes it after the {@code REMOVE}
     * @throws IllegalArgumentException when it is not open
     */
    public static Pollable pollable(int fd) {
        return ForeignDescriptor.of(fd);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} The descriptor itself is opened by {@code connect}, which knows the kind of the address. */
    @Override
    public Transport openTransport() {
        return sockets.open();
    }

    /**
     * A transport for a stream socket that is connected already, such as one end of a socketpair(2). It takes the descriptor
     * over and closes it.
     *
     * @throws IOException when it is no open, connected stream socket; the descriptor is left as it is
     */
    public Transport adopt(int fd) throws IOException {
        return sockets.adopt(fd);
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        return new FdWakeup(EventFd.open(sockets.calls(), epoll));
    }

    @Override
    public EpollPoller openPoller() throws IOException {
        return EpollPoller.open(sockets.calls(), epoll, EpollEventLayout.of(System.getProperty("os.arch")));
    }
}
