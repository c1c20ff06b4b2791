package io.github.socketaction.posix;

import io.github.socketaction.socket.LocalEnds;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens transports, and has what all of them share: the system calls, the numbers, and each thread's memory. */
public final class NativeSockets {

    private final Syscalls calls;
    private final SystemNumbers numbers;
    private final ThreadLocal<Workspace> workspaces =
            ThreadLocal.withInitial(() -> new Workspace(Workspace.COPY_BYTES));

    /** Sockets of this system by a table of calls. */
    public NativeSockets(Syscalls calls, SystemNumbers numbers) {
        this.calls = calls;
        this.numbers = numbers;
    }

    /** A transport that opens its descriptor when it is told to connect, because the family is known only then. */
    public FdTransport open() {
        return new FdTransport(this);
    }

    /**
     * A transport for a stream socket that is connected already. It takes the descriptor over and closes it.
     *
     * @throws IOException when it is no open, connected socket; the descriptor is left as it is
     */
    public FdTransport adopt(int fd) throws IOException {
        SocketAddress remote = requireConnected(fd);
        int answer = calls.setNonBlocking(fd);
        if (answer < 0) {
            throw Errno.exception("cannot make descriptor " + fd + " non-blocking", -answer);
        }
        return new FdTransport(this, fd, remote);
    }

    /** The table of calls. */
    public Syscalls calls() {
        return calls;
    }

    /** The numbers. */
    public SystemNumbers numbers() {
        return numbers;
    }

    Workspace workspace() {
        return workspaces.get();
    }

    private @Nullable SocketAddress requireConnected(int fd) throws IOException {
        int answer = workspace().getOption(calls, fd, numbers.socketLevel(), numbers.type());
        if (answer >= 0 && answer != numbers.stream()) {
            throw new IOException("cannot adopt descriptor " + fd + ": it is no stream socket");
        }
        int named = answer < 0 ? answer : peerName(fd);
        if (named < 0) {
            throw Errno.exception("cannot adopt descriptor " + fd, -named);
        }
        return decodedName();
    }

    /** Opens a non-blocking stream socket: a descriptor, or a negative errno. */
    int openStream(int family, SocketOptions options) {
        int fd = calls.socket(family, numbers.stream() | numbers.typeFlags(), 0);
        if (fd < 0) {
            return fd;
        }
        int answer = setUp(fd, family, options.noDelay());
        if (answer < 0) {
            calls.close(fd);
            return answer;
        }
        return fd;
    }

    private int setUp(int fd, int family, boolean noDelay) {
        int answer = 0;
        if (numbers.typeFlags() == 0) {
            answer = calls.setNonBlocking(fd);
            answer = answer < 0 ? answer : calls.setCloseOnExec(fd);
        }
        if (answer >= 0 && numbers.noSigPipe() != 0) {
            answer = workspace().setOption(calls, fd, numbers.socketLevel(), numbers.noSigPipe(), 1);
        }
        if (answer >= 0 && family != numbers.addresses().unix() && noDelay) {
            answer = workspace().setOption(calls, fd, numbers.tcpLevel(), numbers.noDelay(), 1);
        }
        return answer;
    }

    /**
     * Sets what is not set for every socket, and binds it.
     *
     * @throws IOException when something cannot be set, with a message that names it; the descriptor is left as it is
     */
    void apply(int fd, SocketOptions options, SocketAddress remote) throws IOException {
        KeepAlive keepAlive = options.keepAlive();
        if (!(remote instanceof InetSocketAddress internet)) {
            return;
        }
        if (keepAlive != null) {
            set(fd, "SO_KEEPALIVE", numbers.socketLevel(), numbers.keepAlive(), 1);
            set(fd, "TCP_KEEPIDLE", numbers.tcpLevel(), numbers.keepIdle(), keepAlive.idleSeconds());
            set(fd, "TCP_KEEPINTVL", numbers.tcpLevel(), numbers.keepInterval(), keepAlive.intervalSeconds());
        }
        if (options.asksForLocalEnd()) {
            LocalEnds.bind(options, internet, local -> bind(fd, local));
        }
    }

    private void set(int fd, String name, int level, int option, int value) throws IOException {
        int answer = workspace().setOption(calls, fd, level, option, value);
        if (answer < 0) {
            throw Errno.exception("cannot set " + name + " to " + value, -answer);
        }
    }

    private void bind(int fd, InetSocketAddress local) throws IOException {
        Workspace memory = workspace();
        int length = numbers.addresses().encode(local, memory.socketAddress());
        int answer = calls.bind(fd, memory.socketAddressPointer(), length);
        if (answer < 0) {
            throw Errno.exception(-answer);
        }
    }

    /** Asks for the peer's address, to be had from {@link #decodedName}: 0 or a negative errno. */
    int peerName(int fd) {
        Workspace memory = workspace();
        return calls.getpeername(fd, memory.socketAddressPointer(), memory.lengthPointer());
    }

    /** Asks for our own address, to be had from {@link #decodedName}: 0 or a negative errno. */
    int socketName(int fd) {
        Workspace memory = workspace();
        return calls.getsockname(fd, memory.socketAddressPointer(), memory.lengthPointer());
    }

    @Nullable SocketAddress decodedName() {
        Workspace memory = workspace();
        return numbers.addresses().decode(memory.socketAddress(), memory.length());
    }
}
