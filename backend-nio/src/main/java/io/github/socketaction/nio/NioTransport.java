package io.github.socketaction.nio;

import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream socket by a socket channel, which is opened when the kind of the address is known. */
final class NioTransport implements NioPollable, Transport {

    /**
     * Bytes of a heap buffer that go through one system call. The JDK copies a heap buffer to a direct one of the same
     * size and keeps that for the thread, so that a large body would be copied whole for every write of a part of it.
     */
    private static final int HEAP_CHUNK = 128 * 1024;

    private final List<SelectionKey> connectKeys = new ArrayList<>(1);
    private @Nullable SocketChannel channel;
    private @Nullable IOException failure;
    private boolean connected;
    private boolean closed;

    @Override
    public int connect(SocketAddress remote, SocketOptions options) {
        if (closed) {
            return failClosed();
        }
        if (channel != null) {
            throw new IllegalStateException("connect to " + remote + ": this transport was told to connect before");
        }
        if (remote instanceof InetSocketAddress inet && inet.isUnresolved()) {
            // The JDK would throw an unchecked exception and leave its channel open.
            return fail(new UnknownHostException(
                    "cannot connect to " + inet.getHostString() + ": the name has not been resolved to an address"));
        }
        try {
            SocketChannel opened = open(remote, options);
            channel = opened;
            // Over loopback the handshake ends within connect, which all the same says that it is under way.
            connected = opened.connect(remote) || (isLoopback(remote) && opened.finishConnect());
            return connected ? CONNECTED : WOULD_BLOCK;
        } catch (IOException e) {
            return failConnect(e);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            return failConnect(new IOException("cannot connect to an address such as " + remote, e));
        }
    }

    private static boolean isLoopback(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet
                && internet.getAddress().isLoopbackAddress();
    }

    private static SocketChannel open(SocketAddress remote, SocketOptions options) throws IOException {
        boolean unix = remote instanceof UnixDomainSocketAddress;
        if (remote instanceof AbstractUnixAddress) {
            throw new IOException("cannot connect to " + remote
                    + ": java.nio knows no abstract Unix-domain addresses; use the backend epoll");
        }
        SocketChannel opened = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            opened.configureBlocking(false);
            if (remote instanceof InetSocketAddress internet) {
                ChannelSettings.apply(opened, options, internet);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public int finishConnect() {
        SocketChannel socket = channel;
        if (socket == null || !socket.isOpen()) {
            return failClosed();
        }
        try {
            connected = socket.finishConnect();
        } catch (IOException e) {
            return failConnect(e);
        }
        if (connected) {
            turnConnectIntoWrite();
        }
        return connected ? CONNECTED : WOULD_BLOCK;
    }

    /** A key that still waited for the connect would make its selector return at once, with nothing, for ever. */
    private void turnConnectIntoWrite() {
        for (int i = 0; i < connectKeys.size(); i++) {
            SelectionKey key = connectKeys.get(i);
            try {
                int ops = key.interestOps();
                if ((ops & SelectionKey.OP_CONNECT) != 0) {
                    key.interestOps((ops & ~SelectionKey.OP_CONNECT) | SelectionKey.OP_WRITE);
                }
            } catch (CancelledKeyException e) {
                // Its poller has given it up.
            }
        }
        connectKeys.clear();
    }

    @Override
    public int read(ByteBuffer target) {
        SocketChannel socket = channel;
        if (socket == null || !connected) {
            return notConnected();
        }
        int limit = target.limit();
        try {
            if (!target.hasArray() || target.remaining() <= HEAP_CHUNK) {
                return socket.read(target);
            }
            target.limit(target.position() + HEAP_CHUNK);
            return socket.read(target);
        } catch (IOException e) {
            return fail(e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer source) {
        SocketChannel socket = channel;
        if (socket == null || !connected) {
            return notConnected();
        }
        try {
            return source.isDirect() || source.remaining() <= HEAP_CHUNK
                    ? socket.write(source)
                    : writeInChunks(socket, source);
        } catch (IOException e) {
            return fail(e);
        }
    }

    private int writeInChunks(SocketChannel socket, ByteBuffer source) throws IOException {
        int limit = source.limit();
        int begin = source.position();
        try {
            int wanted;
            int written;
            do {
                wanted = Math.min(limit - source.position(), HEAP_CHUNK);
                source.limit(source.position() + wanted);
                written = socket.write(source);
            } while (written == wanted && source.position() < limit);
        } catch (IOException e) {
            if (source.position() == begin) {
                throw e;
            }
            // Some bytes were taken; the next call meets the failure again.
        } finally {
            source.limit(limit);
        }
        return source.position() - begin;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        SocketChannel socket = channel;
        if (socket == null || !connected) {
            return notConnected();
        }
        try {
            return hasLargeHeapBuffer(sources, offset, length)
                    ? writeOneByOne(socket, sources, offset, length)
                    : socket.write(sources, offset, length);
        } catch (IOException e) {
            return fail(e);
        }
    }

    private static boolean hasLargeHeapBuffer(ByteBuffer[] sources, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!sources[i].isDirect() && sources[i].remaining() > HEAP_CHUNK) {
                return true;
            }
        }
        return false;
    }

    private long writeOneByOne(SocketChannel socket, ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            try {
                total += writeInChunks(socket, sources[i]);
            } catch (IOException e) {
                if (total == 0) {
                    throw e;
                }
                break; // some bytes were taken; the next call meets the failure again
            }
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return total;
    }

    @Override
    public int shutdownOutput() {
        SocketChannel socket = channel;
        if (closed || socket == null || !connected) {
            return failClosed();
        }
        try {
            socket.shutdownOutput();
            return CONNECTED;
        } catch (IOException e) {
            return fail(e);
        }
    }

    @Override
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        SocketChannel socket = channel;
        try {
            return socket == null ? null : socket.getLocalAddress();
        } catch (IOException e) {
            return null; // closed
        }
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        SocketChannel socket = channel;
        try {
            return socket == null || !connected ? null : socket.getRemoteAddress();
        } catch (IOException e) {
            return null; // closed
        }
    }

    @Override
    public void close() {
        closed = true;
        connectKeys.clear();
        closeChannel();
    }

    private void closeChannel() {
        SocketChannel socket = channel;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                fail(e); // the descriptor is gone all the same; there is nothing else to be done about it
            }
        }
    }

    @Override
    public @Nullable SocketChannel channel() {
        return channel;
    }

    @Override
    public int ops(int interest) {
        int ops = 0;
        if ((interest & SocketEvents.IN) != 0) {
            ops |= SelectionKey.OP_READ;
        }
        if ((interest & SocketEvents.OUT) != 0) {
            ops |= connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
        }
        return ops;
    }

    @Override
    public void waitsForConnect(SelectionKey key) {
        if (!connectKeys.contains(key)) {
            connectKeys.add(key);
        }
    }

    private int notConnected() {
        SocketChannel socket = channel;
        return !closed && socket != null && socket.isConnectionPending() ? WOULD_BLOCK : failClosed();
    }

    private int failConnect(IOException e) {
        closeChannel();
        return fail(e);
    }

    private int failClosed() {
        if (!closed && failure != null) {
            return FAILED; // the connect failed, and that is still the reason
        }
        return fail(new IOException(closed ? "the socket is closed" : "the socket is not connected"));
    }

    private int fail(IOException e) {
        failure = e instanceof ClosedChannelException ? new IOException("the socket is closed", e) : e;
        return FAILED;
    }
}
