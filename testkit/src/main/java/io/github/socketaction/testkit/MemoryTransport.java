package io.github.socketaction.testkit;

import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.socket.LocalEnds;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A stream socket in memory. */
final class MemoryTransport implements Transport, MemoryPollable {

    private enum State {
        NEW,
        CONNECTING,
        CONNECTED,
        FAILED,
        CLOSED
    }

    private final MemoryNetwork network;
    private final MemoryFaults faults;
    private final Ledger.Entry descriptor;
    private final MemoryLink link;
    private State state = State.NEW;
    private long connectEdges;
    private @Nullable SocketAddress local;
    private @Nullable InetSocketAddress bound;
    private @Nullable SocketAddress remote;
    private @Nullable IOException failure;

    MemoryTransport(MemoryNetwork network, MemoryFaults faults, Ledger ledger) {
        this.network = network;
        this.faults = faults;
        link = new MemoryLink(network);
        descriptor = ledger.open(Ledger.Kind.TRANSPORT, this);
    }

    @Override
    public int connect(SocketAddress address, SocketOptions options) {
        if (state != State.NEW) {
            return fail(new SocketException("connect was called in state " + state));
        }
        IOException fault = faults.next(Operation.CONNECT);
        if (fault != null) {
            return breakOff(fault);
        }
        try {
            local = localEnd(address, options);
        } catch (IOException e) {
            return breakOff(e);
        }
        remote = address;
        state = State.CONNECTING;
        switch (network.routeTo(address)) {
            case ACCEPT -> network.schedule(network.roundTripNanos(), this::established);
            case ACCEPT_AT_ONCE -> established();
            case REFUSE -> network.schedule(network.roundTripNanos(), this::refused);
            case REFUSE_AT_ONCE -> refused();
            case BLACK_HOLE -> {}
        }
        return outcome();
    }

    private @Nullable SocketAddress localEnd(SocketAddress address, SocketOptions options) throws IOException {
        if (address instanceof UnixDomainSocketAddress || address instanceof AbstractUnixAddress) {
            return null;
        }
        if (!(address instanceof InetSocketAddress internet) || internet.isUnresolved()) {
            throw new SocketException("Unresolved address: " + address);
        }
        if (!options.asksForLocalEnd()) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), network.ephemeralPort());
        }
        LocalEnds.bind(options, internet, asked -> bound = network.bind(asked));
        return bound;
    }

    @Override
    public int finishConnect() {
        network.deliver();
        IOException fault = faults.next(Operation.FINISH_CONNECT);
        if (fault != null && isOpen()) {
            return breakOff(fault);
        }
        return outcome();
    }

    @Override
    public int read(ByteBuffer target) {
        IOException fault = faults.next(Operation.READ);
        if (state != State.CONNECTED) {
            return fail(notConnected());
        }
        if (fault != null) {
            return breakOff(fault);
        }
        int count = link.read(target);
        if (count == FAILED) {
            failure = link.failure();
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        IOException fault = faults.next(Operation.WRITE);
        if (state != State.CONNECTED) {
            return fail(notConnected());
        }
        if (fault != null) {
            return breakOff(fault);
        }
        int count = link.write(source);
        if (count == FAILED) {
            failure = link.failure();
        }
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            if (!sources[i].hasRemaining()) {
                continue;
            }
            int count = write(sources[i]);
            if (count == FAILED) {
                return sum == 0 ? FAILED : sum;
            }
            sum += count;
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return sum;
    }

    @Override
    public int shutdownOutput() {
        if (state != State.CONNECTED) {
            return fail(notConnected());
        }
        link.endFromClient(false);
        return CONNECTED;
    }

    @Override
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return state == State.CLOSED ? null : local;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return state == State.CONNECTED ? remote : null;
    }

    @Override
    public void close() {
        if (descriptor.close()) {
            if (state == State.CONNECTED) {
                link.endFromClient(true);
            }
            network.unbind(bound);
            state = State.CLOSED;
        }
    }

    @Override
    public int fd() {
        return descriptor.fd();
    }

    @Override
    public boolean isOpen() {
        return state != State.CLOSED;
    }

    /** Whether a connect is under way, whose end is yet unknown. */
    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    @Override
    public int readiness() {
        return switch (state) {
            case NEW, CONNECTING, CLOSED -> 0;
            case FAILED -> SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;
            case CONNECTED ->
                (link.isReadable() ? SocketEvents.IN : 0)
                        | (link.isWritable() ? SocketEvents.OUT : 0)
                        | (link.isBroken() ? SocketEvents.ERR : 0);
        };
    }

    @Override
    public long edges(int event) {
        return connectEdges + (event == SocketEvents.IN ? link.inEdges() : link.outEdges());
    }

    @Override
    public String toString() {
        return state + (remote == null ? "" : " to " + remote);
    }

    private void established() {
        if (state != State.CONNECTING) {
            return;
        }
        MemoryServer server = remote == null ? null : network.serverAt(remote);
        if (server == null) {
            refused();
            return;
        }
        state = State.CONNECTED;
        connectEdges++;
        server.accept(link);
    }

    private void refused() {
        if (state == State.CONNECTING) {
            state = State.FAILED;
            failure = new ConnectException("Connection refused");
            connectEdges++;
        }
    }

    private int outcome() {
        return switch (state) {
            case CONNECTED -> CONNECTED;
            case CONNECTING -> WOULD_BLOCK;
            case FAILED -> FAILED;
            case NEW, CLOSED -> fail(notConnected());
        };
    }

    private int breakOff(IOException reason) {
        if (state == State.CONNECTED) {
            link.breakOff(reason);
        } else {
            state = State.FAILED;
        }
        return fail(reason);
    }

    private int fail(IOException reason) {
        failure = reason;
        return FAILED;
    }

    private IOException notConnected() {
        if (state == State.FAILED && failure != null) {
            return failure;
        }
        return new SocketException(state == State.CLOSED ? "Socket is closed" : "Socket is not connected");
    }
}
