package io.github.socketaction.posix;

import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stream socket by its descriptor. Direct buffers are read and written in place, heap buffers through the thread's
 * memory. Its fields are few: there is one of these for each idle connection.
 */
public final class FdTransport extends FdPollable implements Transport {

    /** Interruptions in a row that are taken for what they are; a call that never waits meets hardly one. */
    private static final int MOST_INTERRUPTIONS = 100;

    private enum State {
        NEW,
        CONNECTING,
        CONNECTED,
        /** Could not be connected, or cannot be waited for. */
        BROKEN,
        CLOSED
    }

    private final NativeSockets sockets;
    private int fd;
    private State state;
    private @Nullable SocketAddress remote;
    private @Nullable IOException failure;
    /** The kernel has told an error, which it does once: the end that it reports to a read afterwards is none. */
    private boolean isBrokenOff;

    FdTransport(NativeSockets sockets) {
        this.sockets = sockets;
        this.fd = NO_FD;
        this.state = State.NEW;
    }

    FdTransport(NativeSockets sockets, int fd, @Nullable SocketAddress remote) {
        this.sockets = sockets;
        this.fd = fd;
        this.remote = remote;
        this.state = State.CONNECTED;
    }

    @Override
    public int connect(SocketAddress address, SocketOptions options) {
        if (state == State.CLOSED) {
            return failUnconnected();
        }
        if (state != State.NEW) {
            throw new IllegalStateException("connect to " + address + ": this transport was told to connect before");
        }
        Workspace memory = sockets.workspace();
        SocketAddresses addresses = sockets.numbers().addresses();
        int opened;
        int length;
        try {
            length = addresses.encode(address, memory.socketAddress());
            opened = sockets.openStream(addresses.family(address), options);
        } catch (IOException e) {
            return breakDown(e);
        }
        if (opened < 0) {
            return breakDown(Errno.exception("cannot open a socket", -opened));
        }
        fd = opened;
        remote = address;
        if (!options.equals(SocketOptions.DEFAULT)) {
            try {
                sockets.apply(fd, options, address);
                // The address of our own end was put where that of the peer was.
                length = addresses.encode(address, memory.socketAddress());
            } catch (IOException e) {
                return breakDown(e);
            }
        }
        int answer = sockets.calls().connect(fd, memory.socketAddressPointer(), length);
        // An interrupted connect goes on in the background; to call it again would be answered EALREADY.
        if (answer == -Errno.EINPROGRESS || answer == -Errno.EINTR) {
            state = State.CONNECTING;
            // Over loopback the handshake ends within connect, which all the same says that it is under way.
            return isLoopback(address) ? finishConnect() : WOULD_BLOCK;
        }
        return connected(answer);
    }

    private static boolean isLoopback(SocketAddress address) {
        return address instanceof InetSocketAddress internet
                && internet.getAddress().isLoopbackAddress();
    }

    @Override
    public int finishConnect() {
        if (state != State.CONNECTING) {
            return state == State.CONNECTED ? CONNECTED : failUnconnected();
        }
        // There is a peer as soon as it is connected. Without one it has failed, or there is no error yet.
        int answer = sockets.peerName(fd);
        if (answer >= 0) {
            return connected(answer);
        }
        int error = sockets.workspace()
                .getOption(
                        sockets.calls(),
                        fd,
                        sockets.numbers().socketLevel(),
                        sockets.numbers().error());
        if (error != 0) {
            return connected(-Math.abs(error));
        }
        return answer == -Errno.ENOTCONN ? WOULD_BLOCK : connected(answer);
    }

    private int connected(int answer) {
        if (answer >= 0 || answer == -Errno.EISCONN) {
            state = State.CONNECTED;
            return CONNECTED;
        }
        return breakDown(Errno.exception(-answer));
    }

    @Override
    public int read(ByteBuffer target) {
        if (state != State.CONNECTED) {
            return notConnected();
        }
        return target.isDirect() ? readDirect(target) : readHeap(target);
    }

    private int readDirect(ByteBuffer target) {
        int position = target.position();
        try {
            long count = receive(sockets.workspace().address(target) + position, target.remaining());
            if (count <= 0) {
                return readAnswer(count);
            }
            target.position(position + (int) count);
            return (int) count;
        } finally {
            Reference.reachabilityFence(target);
        }
    }

    private int readHeap(ByteBuffer target) {
        Workspace memory = sockets.workspace();
        int total = 0;
        while (target.hasRemaining()) {
            int room = Math.min(target.remaining(), Workspace.COPY_BYTES);
            long count = receive(memory.copyPointer(), room);
            if (count <= 0) {
                int answer = readAnswer(count);
                return total > 0 ? total : answer;
            }
            memory.copyTo(target, (int) count);
            total += (int) count;
            if (count < room) {
                break;
            }
        }
        return total;
    }

    private long receive(long address, int room) {
        long count = sockets.calls().recv(fd, address, room, 0);
        for (int i = 0; count == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
            count = sockets.calls().recv(fd, address, room, 0);
        }
        return count;
    }

    private int readAnswer(long count) {
        if (count == 0) {
            return isBrokenOff ? FAILED : END;
        }
        isBrokenOff |= count != -Errno.EAGAIN;
        return failUnlessAgain(count);
    }

    @Override
    public int write(ByteBuffer source) {
        if (state != State.CONNECTED) {
            return notConnected();
        }
        return source.isDirect() ? writeDirect(source) : writeHeap(source);
    }

    private int writeDirect(ByteBuffer source) {
        int position = source.position();
        try {
            long count = send(sockets.workspace().address(source) + position, source.remaining());
            if (count < 0) {
                return failUnlessAgain(count);
            }
            source.position(position + (int) count);
            return (int) count;
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    private int writeHeap(ByteBuffer source) {
        Workspace memory = sockets.workspace();
        int total = 0;
        while (source.hasRemaining()) {
            int length = Math.min(source.remaining(), Workspace.COPY_BYTES);
            memory.copyFrom(source, source.position(), 0, length);
            long count = send(memory.copyPointer(), length);
            if (count < 0) {
                // Behind bytes that were taken a failure can wait: the next write meets one again.
                return total > 0 ? total : failUnlessAgain(count);
            }
            source.position(source.position() + (int) count);
            total += (int) count;
            if (count < length) {
                break;
            }
        }
        return total;
    }

    private long send(long address, int length) {
        int flags = sockets.numbers().noSignal();
        long count = sockets.calls().send(fd, address, length, flags);
        for (int i = 0; count == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
            count = sockets.calls().send(fd, address, length, flags);
        }
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        if (state != State.CONNECTED) {
            return notConnected();
        }
        GatheringWrite message = sockets.workspace().gathering();
        int flags = sockets.numbers().noSignal();
        message.begin(sources, offset, length);
        long total = 0;
        long count;
        do {
            count = message.send(sockets.calls(), fd, flags, MOST_INTERRUPTIONS);
            total += Math.max(count, 0);
        } while (count > 0 && message.mayGoOn());
        message.end();
        return total > 0 || count >= 0 ? total : failUnlessAgain(count);
    }

    @Override
    public int shutdownOutput() {
        if (state != State.CONNECTED) {
            return failUnconnected();
        }
        int answer = sockets.calls().shutdown(fd, sockets.numbers().shutWrite());
        if (answer < 0) {
            failure = Errno.exception(-answer);
            return FAILED;
        }
        return CONNECTED;
    }

    @Override
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return fd != NO_FD && sockets.socketName(fd) >= 0 ? sockets.decodedName() : null;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return state == State.CONNECTED ? remote : null;
    }

    @Override
    public int fd() {
        return fd;
    }

    /** {@inheritDoc} Every call from now on answers {@code FAILED}. */
    @Override
    public boolean fail(IOException why) {
        if (state != State.CLOSED) {
            breakDown(why);
        }
        return true;
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (fd != NO_FD) {
            closing();
            int closed = fd;
            fd = NO_FD;
            // Whatever it answers, the number is free now; a second try could close somebody else's.
            sockets.calls().close(closed);
        }
    }

    private int notConnected() {
        return state == State.CONNECTING ? WOULD_BLOCK : failUnconnected();
    }

    private int failUnconnected() {
        if (state != State.BROKEN) {
            failure = new IOException(state == State.CLOSED ? "the socket is closed" : "the socket is not connected");
        }
        return FAILED;
    }

    private int failUnlessAgain(long answer) {
        if (answer == -Errno.EAGAIN) {
            return WOULD_BLOCK;
        }
        isBrokenOff |= answer == -Errno.ECONNRESET;
        failure = Errno.exception((int) -answer);
        return FAILED;
    }

    private int breakDown(IOException why) {
        state = State.BROKEN;
        failure = why;
        return FAILED;
    }
}
