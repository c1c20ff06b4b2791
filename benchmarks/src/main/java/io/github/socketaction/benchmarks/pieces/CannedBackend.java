package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A network in memory whose server answers every write with the same response. */
final class CannedBackend implements Backend {

    private final CannedResponse response = new CannedResponse();
    private @Nullable SocketHandle asked;

    /** The socket on which a request was written last. */
    SocketHandle asked() {
        if (asked == null) {
            throw new IllegalStateException("no request was written");
        }
        return asked;
    }

    /** Notes the handle of a transport, as a loop would. */
    void watched(SocketHandle socket) {
        if (socket.pollable() instanceof CannedTransport transport) {
            transport.handle = socket;
            if (transport.isAsked) {
                asked = socket;
            }
        }
    }

    @Override
    public String name() {
        return "canned";
    }

    @Override
    public Transport openTransport() {
        return new CannedTransport();
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        throw new IOException("there are no other threads here");
    }

    @Override
    public Poller openPoller() throws IOException {
        throw new IOException("there is nothing to wait for here");
    }

    private final class CannedTransport implements Transport {
        private @Nullable SocketHandle handle;
        private @Nullable SocketAddress remote;
        private boolean isAsked;

        @Override
        public int connect(SocketAddress address, SocketOptions options) {
            remote = address;
            return CONNECTED;
        }

        @Override
        public int finishConnect() {
            return CONNECTED;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!isAsked) {
                return WOULD_BLOCK;
            }
            isAsked = false;
            return response.copyTo(target);
        }

        @Override
        public int write(ByteBuffer source) {
            int length = source.remaining();
            source.position(source.limit());
            isAsked = true;
            if (handle != null) {
                asked = handle;
            }
            return length;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            long sum = 0;
            for (int i = offset; i < offset + length; i++) {
                sum += write(sources[i]);
            }
            return sum;
        }

        @Override
        public int shutdownOutput() {
            return CONNECTED;
        }

        @Override
        public @Nullable IOException failure() {
            return null;
        }

        @Override
        public @Nullable SocketAddress localAddress() {
            return remote;
        }

        @Override
        public @Nullable SocketAddress remoteAddress() {
            return remote;
        }

        @Override
        public void close() {
            isAsked = false;
        }
    }
}
