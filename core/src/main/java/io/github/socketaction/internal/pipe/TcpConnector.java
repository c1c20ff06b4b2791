package io.github.socketaction.internal.pipe;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects over TCP, trying one address after the other. */
public final class TcpConnector implements Connector {

    private final Backend backend;
    private final SocketTable sockets;
    private final LinkHost host;
    private final String hostName;
    private final int port;
    private final List<InetAddress> addresses;
    private int next;
    private @Nullable TcpLink attempt;
    private @Nullable IOException lastFailure;

    /**
     * A connector.
     *
     * @param hostName the name that the addresses stand for, for messages
     * @param addresses at least one
     */
    public TcpConnector(
            Backend backend,
            SocketTable sockets,
            LinkHost host,
            String hostName,
            int port,
            List<InetAddress> addresses) {
        this.backend = backend;
        this.sockets = sockets;
        this.host = host;
        this.hostName = hostName;
        this.port = port;
        this.addresses = addresses;
    }

    @Override
    public @Nullable Link step(long now) {
        while (true) {
            TcpLink link = attempt;
            int result = link == null ? attemptNext() : link.finishConnect();
            if (result == Transport.CONNECTED) {
                return connected();
            }
            if (result == Transport.WOULD_BLOCK) {
                return null;
            }
            giveUpAttempt();
        }
    }

    @Override
    public void cancel() {
        if (attempt != null) {
            attempt.release();
            attempt = null;
        }
    }

    @Override
    public String attempt() {
        return "connecting to " + target(next == 0 ? null : Addresses.host(current()));
    }

    @Override
    public Milestone milestone() {
        return Milestone.CONNECTED;
    }

    private int attemptNext() {
        if (next == addresses.size()) {
            throw noWayLeft();
        }
        next++;
        TcpLink link = new TcpLink(openTransport(), sockets, host);
        attempt = link;
        return link.connect(current());
    }

    private Transport openTransport() {
        try {
            return backend.openTransport();
        } catch (IOException e) {
            throw new TransferFailure(
                    ResultCode.COULDNT_CONNECT,
                    "cannot open a socket for " + attempt() + ": " + e.getMessage()
                            + "; perhaps the limit of open files is reached",
                    e);
        }
    }

    private Link connected() {
        TcpLink link = attempt;
        if (link == null) {
            throw new IllegalStateException("connected without an attempt");
        }
        attempt = null;
        return link;
    }

    private void giveUpAttempt() {
        TcpLink link = attempt;
        if (link != null) {
            lastFailure = link.failure();
            link.release();
            attempt = null;
        }
    }

    private InetSocketAddress current() {
        return new InetSocketAddress(addresses.get(next - 1), port);
    }

    private TransferFailure noWayLeft() {
        String reason = lastFailure == null ? "no address to try" : lastFailure.getMessage();
        String tried = addresses.size() == 1 ? Addresses.host(current()) : addresses.size() + " addresses tried";
        return new TransferFailure(
                ResultCode.COULDNT_CONNECT, "Failed to connect to " + target(tried) + ": " + reason, lastFailure);
    }

    /** The host as the user wrote it, with what it stands for where that says more. */
    private String target(@Nullable String detail) {
        String target = hostName + " port " + port;
        return detail == null || detail.equals(hostName) ? target : target + " (" + detail + ")";
    }
}
