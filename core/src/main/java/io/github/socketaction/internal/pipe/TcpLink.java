package io.github.socketaction.internal.pipe;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.SocketOwner;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.internal.watch.WatchedSocket;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.SocketOptions;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One transport with its place in the socket table: first connecting, then the link itself. */
final class TcpLink implements Link, SocketOwner {

    private final Transport transport;
    private final SocketTable sockets;
    private final WatchedSocket socket;
    private final LinkHost host;
    private @Nullable Endpoints endpoints;
    private boolean eventSeen;

    TcpLink(Transport transport, SocketTable sockets, LinkHost host) {
        this.transport = transport;
        this.sockets = sockets;
        this.host = host;
        this.socket = sockets.add(transport, this);
    }

    /** Starts to connect; the answer is the transport's. */
    int connect(SocketAddress remote, SocketOptions options) {
        int result = transport.connect(remote, options);
        if (result == Transport.WOULD_BLOCK) {
            want(PollAction.OUT);
        }
        return result;
    }

    /** Asks for the end of the connect, but only if an event came; the answer is the transport's. */
    int finishConnect() {
        if (!eventSeen) {
            return Transport.WOULD_BLOCK;
        }
        eventSeen = false;
        return transport.finishConnect();
    }

    /** Why the transport failed, for messages. */
    String failureMessage() {
        IOException failure = transport.failure();
        return failure == null || failure.getMessage() == null ? "unknown error" : failure.getMessage();
    }

    @Nullable IOException failure() {
        return transport.failure();
    }

    /** Why the transport failed; never null. */
    IOException failureOrUnknown() {
        IOException failure = transport.failure();
        return failure == null ? new IOException("unknown error") : failure;
    }

    @Override
    public int read(ByteBuffer target) {
        int room = target.remaining();
        int count = transport.read(target);
        if (count == room) {
            return count;
        }
        // Less than there was room for: the socket is drained, until it says otherwise.
        eventSeen = false;
        if (count > 0) {
            return count;
        }
        return switch (count) {
            case Transport.WOULD_BLOCK -> 0;
            case Transport.END -> END;
            default ->
                throw new TransferFailure(
                        ResultCode.RECV_ERROR, "receiving from " + peer() + " failed: " + failureMessage(), failure());
        };
    }

    @Override
    public int write(ByteBuffer source) {
        int count = transport.write(source);
        if (count < 0) {
            throw new TransferFailure(
                    ResultCode.SEND_ERROR, "sending to " + peer() + " failed: " + failureMessage(), failure());
        }
        return count;
    }

    @Override
    public boolean mayRead() {
        return eventSeen;
    }

    @Override
    public boolean isSilent(ByteBuffer scratch) {
        eventSeen = false;
        return transport.read(scratch) == Transport.WOULD_BLOCK;
    }

    @Override
    public void want(PollAction action) {
        sockets.want(socket, action);
    }

    @Override
    public Endpoints endpoints() {
        Endpoints known = endpoints;
        if (known == null) {
            known = new Endpoints(transport.remoteAddress(), transport.localAddress());
            endpoints = known;
        }
        return known;
    }

    @Override
    public boolean finish() {
        return true;
    }

    @Override
    public void release() {
        sockets.release(socket);
    }

    @Override
    public void onReady() {
        eventSeen = true;
        host.onReady();
    }

    @Override
    public void onReleased() {
        transport.close();
    }

    @Override
    public @Nullable Transfer transfer() {
        return host.transfer();
    }

    private String peer() {
        SocketAddress remote = transport.remoteAddress();
        return remote == null ? "the peer" : Addresses.text(remote);
    }
}
