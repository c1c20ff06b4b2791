package io.github.socketaction.kqueue;

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

/** The backend of macOS and the BSDs: descriptors and kqueue. One may serve many threads. */
public final class KqueueBackend implements Backend {

    static final String NAME = "kqueue";

    private final NativeSockets sockets;
    private final KqueueCalls kqueue;
    private final KeventLayout layout;

    /**
     * Makes one for this system, or for the library that the system property {@code socketaction.kqueue.library} names.
     *
     * @throws UnsupportedOperationException when the system is not known; {@link KqueueBackendProvider} says why
     *     without throwing
     * @throws LinkageError when jnr, its native part or the library cannot be loaded
     */
    public KqueueBackend() {
        this(KqueueSystem.current());
    }

    private KqueueBackend(KqueueSystem system) {
        this(NativeSyscalls.get(), system.load(), system.layout());
    }

    /** One over other tables of calls, for tests. */
    KqueueBackend(Syscalls calls, KqueueCalls kqueue, KeventLayout layout) {
        this.sockets = new NativeSockets(calls, SystemNumbers.current());
        this.kqueue = kqueue;
        this.layout = layout;
    }

    /**
     * The descriptor behind a socket, for an application that waits with a kqueue of its own. Add it, but do not read,
     * write or close it; take it out on {@code REMOVE}, because a number is used again after that.
     *
     * @throws IllegalArgumentException when the socket belongs to a backend without descriptors
     * @throws IllegalStateException when the socket is closed or has not been told to connect yet
     */
    public static int fd(SocketHandle socket) {
        return FdPollable.openFd(socket);
    }

    /**
     * Wraps a descriptor of the application, so that a poller of this backend can wait for it: a pipe, a terminal, a
     * socket, another kqueue. One that kqueue cannot wait for is reported with {@code ERR} at every poll, and the poll
     * lasts a hundredth of a second at most.
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
     * A transport for a stream socket that is connected already, such as one end of a socketpair(2). It takes the
     * descriptor over and closes it.
     *
     * @throws IOException when it is no open, connected stream socket; the descriptor is left as it is
     */
    public Transport adopt(int fd) throws IOException {
        return sockets.adopt(fd);
    }

    /** {@inheritDoc} A pipe: unlike EVFILT_USER, which belongs to one kqueue, every loop of an application can wait for it. */
    @Override
    public Wakeup openWakeup() throws IOException {
        return new FdWakeup(WakeupPipe.open(sockets.calls()).descriptor());
    }

    @Override
    public KqueuePoller openPoller() throws IOException {
        return KqueuePoller.open(sockets.calls(), kqueue, layout);
    }
}
