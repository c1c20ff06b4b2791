package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the sockets of a transfer.
 *
 * @param noDelay whether small writes are sent at once ({@code TCP_NODELAY}); libcurl's {@code CURLOPT_TCP_NODELAY}
 * @param keepAlive how idle connections are probed, or null for not at all; libcurl's {@code CURLOPT_TCP_KEEPALIVE}
 * @param local the interface or address of our own end, or null for whichever the system takes
 * @param localPorts the ports of our own end, or null for whichever the system takes
 * @param unixSocket a Unix-domain socket to connect to, whatever the URL's host is, or null; libcurl's {@code
 *     CURLOPT_UNIX_SOCKET_PATH} and {@code CURLOPT_ABSTRACT_UNIX_SOCKET}. What concerns TCP does not count for it.
 */
public record SocketOptions(
        @ReuseRule(value = Effect.MUST_MATCH, why = "it is set once, when the socket is made")
        boolean noDelay,

        @ReuseRule(value = Effect.MUST_MATCH, why = "it is set once, when the socket is made") @Nullable KeepAlive keepAlive,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a connection leaves the machine where it was bound to") @Nullable LocalEnd local,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a connection has the port that it was bound to") @Nullable PortRange localPorts,

        @ReuseRule(value = Effect.MUST_MATCH, why = "it is who is connected to") @Nullable SocketAddress unixSocket) {

    /** Sockets as libcurl has them by default. */
    public static final SocketOptions DEFAULT = new SocketOptions(true, null, null, null, null);

    /** Checks. */
    public SocketOptions {
        if (unixSocket instanceof InetSocketAddress) {
            throw new IllegalArgumentException(unixSocket + " is no Unix-domain address");
        }
    }

    /** These options with small writes sent at once, or collected. */
    public SocketOptions withNoDelay(boolean atOnce) {
        return new SocketOptions(atOnce, keepAlive, local, localPorts, unixSocket);
    }

    /** These options with idle connections probed; null for not at all. */
    public SocketOptions withKeepAlive(@Nullable KeepAlive probing) {
        return new SocketOptions(noDelay, probing, local, localPorts, unixSocket);
    }

    /** These options with an end of our own; null for whichever the system takes. */
    public SocketOptions withLocal(@Nullable LocalEnd end) {
        return new SocketOptions(noDelay, keepAlive, end, localPorts, unixSocket);
    }

    /** These options with ports of our own end; null for whichever the system takes. */
    public SocketOptions withLocalPorts(@Nullable PortRange ports) {
        return new SocketOptions(noDelay, keepAlive, local, ports, unixSocket);
    }

    /** These options with a Unix-domain socket that is a file, in place of the URL's host. */
    public SocketOptions withUnixSocket(Path path) {
        return withUnixSocket(UnixDomainSocketAddress.of(path));
    }

    /**
     * These options with a Unix-domain socket in place of the URL's host; null for the host.
     *
     * @param address a {@link UnixDomainSocketAddress}, or one of another kind that the backend knows
     */
    public SocketOptions withUnixSocket(@Nullable SocketAddress address) {
        return new SocketOptions(noDelay, keepAlive, local, localPorts, address);
    }

    /** Whether our own end is not left to the system. */
    public boolean asksForLocalEnd() {
        return local != null || localPorts != null;
    }
}
