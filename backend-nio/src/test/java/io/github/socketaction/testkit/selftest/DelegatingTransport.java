package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A transport that is as good as the real one; a defective one overrides one method. */
public class DelegatingTransport implements Transport, Wrapped {

    private final Transport real;

    public DelegatingTransport(Transport real) {
        this.real = real;
    }

    @Override
    public Pollable real() {
        return real;
    }

    @Override
    public int connect(SocketAddress remote, SocketOptions options) {
        return real.connect(remote, options);
    }

    @Override
    public int finishConnect() {
        return real.finishConnect();
    }

    @Override
    public int read(ByteBuffer target) {
        return real.read(target);
    }

    @Override
    public int write(ByteBuffer source) {
        return real.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        return real.write(sources, offset, length);
    }

    @Override
    public int shutdownOutput() {
        return real.shutdownOutput();
    }

    @Override
    public @Nullable IOException failure() {
        return real.failure();
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return real.localAddress();
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return real.remoteAddress();
    }

    @Override
    public void close() {
        real.close();
    }
}
