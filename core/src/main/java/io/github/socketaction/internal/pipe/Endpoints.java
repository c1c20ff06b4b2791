package io.github.socketaction.internal.pipe;

import io.github.socketaction.transfer.TlsInfo;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a link, as they were when it was made.
 *
 * @param remote the peer's address, or null if unknown
 * @param local our own address, or null if unknown
 * @param tls what was agreed upon in TLS, or null if it is not spoken
 */
public record Endpoints(
        @Nullable SocketAddress remote,
        @Nullable SocketAddress local,
        @Nullable TlsInfo tls) {

    /** Ends that speak no TLS. */
    public Endpoints(@Nullable SocketAddress remote, @Nullable SocketAddress local) {
        this(remote, local, null);
    }

    /** The same ends, speaking TLS. */
    public Endpoints secured(TlsInfo info) {
        return new Endpoints(remote, local, info);
    }
}
