package io.github.socketaction.internal.route;

import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.SocketOptions;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TransferOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server: where it leads and how it is made. A connection serves exactly the transfers whose route equals its
 * own. Immutable; computed once for the options of a transfer.
 */
public final class Route {

    private final Origin origin;
    private final ReuseKey key;
    private final int hash;
    private final TlsOptions tls;
    private final ProxyOptions proxy;
    private final NameOptions names;
    private final SocketOptions sockets;

    private Route(Origin origin, TransferOptions options) {
        this.origin = origin;
        key = ReuseKey.of(options);
        hash = 31 * origin.hashCode() + key.hashCode();
        tls = options.tls();
        proxy = options.proxy();
        names = options.names();
        sockets = options.sockets();
    }

    /** The way from here to an origin that options ask for. */
    public static Route of(TransferOptions options, Origin origin) {
        return new Route(origin, options);
    }

    /** Whom it leads to, and whose limits count. */
    public Origin origin() {
        return origin;
    }

    /** Where the socket leads to. */
    Hop firstHop() {
        String host = origin.host();
        int port = origin.port();
        return Hop.server(names.hostToConnect(host, port), names.portToConnect(host, port));
    }

    /** The hops whose addresses have to be known here, the first one first. */
    List<Hop> hopsToLookUp() {
        return List.of(firstHop());
    }

    /** How TLS is spoken with the origin. */
    public TlsOptions tls() {
        return tls;
    }

    /** Through whom it leads. */
    public ProxyOptions proxy() {
        return proxy;
    }

    /** How names become addresses. */
    public NameOptions names() {
        return names;
    }

    /** What holds for its sockets. */
    public SocketOptions sockets() {
        return sockets;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof Route route
                        && route.hash == hash
                        && route.origin.equals(origin)
                        && route.key.equals(key));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "route to " + origin;
    }
}
