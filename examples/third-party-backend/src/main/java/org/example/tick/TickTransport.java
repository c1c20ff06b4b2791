package org.example.tick;

import io.github.socketaction.socket.LocalEnds;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A channel that finds out whether it can be read by reading one byte ahead. */
final class TickTransport implements Transport, TickPollable {

    private final ByteBuffer ahead = ByteBuffer.allocateDirect(1).limit(0);
    private SocketChannel channel;
    private boolean isConnected;
    private boolean isFull;
    private boolean isClosed;
    /** END or FAILED once reading has met it, and 0 before; what was read ahead comes before it. */
    private int ending;

    private IOException failure;

    @Override
    public int ready(int interest) {
        if (channel == null || isClosed) {
            return 0;
        }
        if (!isConnected) {
            return finishConnect() == WOULD_BLOCK ? 0 : interest & SocketEvents.OUT;
        }
        int events = (interest & SocketEvents.IN) != 0 && isReadable() ? SocketEvents.IN : 0;
        if ((interest & SocketEvents.OUT) != 0 && !isFull) {
            events |= SocketEvents.OUT;
        }
        isFull = false; // nobody can ask a channel: whoever wants to write may try again in the next tick
        return events;
    }

    private boolean isReadable() {
        if (!ahead.hasRemaining() && ending == 0) {
            receive(ahead.clear());
            ahead.flip();
        }
        return ahead.hasRemaining() || ending != 0;
    }

    @Override
    public int connect(SocketAddress remote, SocketOptions options) {
        if (isClosed) {
            return failClosed();
        }
        try {
            channel = open(remote, options);
            isConnected = channel.connect(remote);
            return isConnected ? CONNECTED : WOULD_BLOCK;
        } catch (IOException e) {
            return failConnect(e);
        } catch (IllegalArgumentException e) { // not resolved, or of another kind
            return failConnect(new IOException("cannot connect to " + remote + ": no address of the internet", e));
        }
    }

    private static SocketChannel open(SocketAddress remote, SocketOptions options) throws IOException {
        if (remote instanceof UnixDomainSocketAddress) {
            return nonBlocking(SocketChannel.open(StandardProtocolFamily.UNIX));
        }
        if (options.keepAlive() != null) {
            throw new IOException("cannot set TCP_KEEPIDLE: this backend cannot probe idle connections");
        }
        SocketChannel opened = nonBlocking(SocketChannel.open());
        try {
            opened.setOption(StandardSocketOptions.TCP_NODELAY, options.noDelay());
            if (remote instanceof InetSocketAddress internet) {
                LocalEnds.bind(options, internet, opened::bind);
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private static SocketChannel nonBlocking(SocketChannel opened) throws IOException {
        opened.configureBlocking(false);
        return opened;
    }

    @Override
    public int finishConnect() {
        if (channel == null || !channel.isOpen()) {
            return failClosed();
        }
        try {
            isConnected = channel.finishConnect();
            return isConnected ? CONNECTED : WOULD_BLOCK;
        } catch (IOException e) {
            return failConnect(e);
        }
    }

    private int failConnect(IOException e) {
        closeChannel();
        return fail(e);
    }

    @Override
    public int read(ByteBuffer target) {
        if (!isConnected) {
            return failClosed();
        }
        int begin = target.position();
        if (ahead.hasRemaining()) {
            target.put(ahead);
        }
        if (ending == 0 && target.hasRemaining()) {
            receive(target);
        }
        int count = target.position() - begin;
        return count > 0 ? count : ending;
    }

    private void receive(ByteBuffer target) {
        try {
            ending = Math.min(0, channel.read(target)); // -1 is END
        } catch (IOException e) {
            ending = fail(e);
        }
    }

    @Override
    public int write(ByteBuffer source) {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        if (!isConnected) {
            return failClosed();
        }
        try {
            long count = channel.write(sources, offset, length);
            isFull = sources[offset + length - 1].hasRemaining();
            return count;
        } catch (IOException e) {
            return fail(e);
        }
    }

    @Override
    public int shutdownOutput() {
        if (!isConnected) {
            return failClosed();
        }
        try {
            channel.shutdownOutput();
            return CONNECTED;
        } catch (IOException e) {
            return fail(e);
        }
    }

    private int failClosed() {
        return fail(failure == null ? new IOException(isClosed ? "it is closed" : "it is not connected") : failure);
    }

    private int fail(IOException e) {
        failure = e;
        return FAILED;
    }

    @Override
    public IOException failure() {
        return failure;
    }

    @Override
    public SocketAddress localAddress() {
        try {
            return channel == null ? null : channel.getLocalAddress();
        } catch (IOException e) {
            return null; // closed
        }
    }

    @Override
    public SocketAddress remoteAddress() {
        try {
            return isConnected ? channel.getRemoteAddress() : null;
        } catch (IOException e) {
            return null; // closed
        }
    }

    @Override
    public void close() {
        isClosed = true;
        isConnected = false;
        closeChannel();
    }

    private void closeChannel() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            failure = e;
        }
    }
}
