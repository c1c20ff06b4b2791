package io.github.socketaction.internal.route;

import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.DialTarget;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.RacingConnector;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.internal.pipe.StagedConnector;
import io.github.socketaction.internal.tls.TlsContexts;
import io.github.socketaction.internal.tls.TlsRole;
import io.github.socketaction.internal.tls.TlsStage;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.socket.Backend;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Turns a route into the connector that makes it: the only place that knows which stages there are, and their order. */
public final class RouteConnectors {

    /** What is spoken over TLS, in the order of preference. */
    private static final List<String> PROTOCOLS = List.of("http/1.1");

    private final Backend backend;
    private final SocketTable sockets;
    private final TlsContexts tls;

    public RouteConnectors(Backend backend, SocketTable sockets, TlsContexts tls) {
        this.backend = backend;
        this.sockets = sockets;
        this.tls = tls;
    }

    /**
     * The connector for a route.
     *
     * @param host whom it serves
     * @param addresses those of each hop that was looked up, in the order of the route
     */
    public Connector connector(Route route, LinkHost host, List<List<InetAddress>> addresses) {
        Hop first = route.firstHop();
        Connector socket = new RacingConnector(
                backend,
                sockets,
                host,
                DialTarget.of(first.host(), first.port(), addresses.get(0)),
                route.names().happyEyeballsDelay().toNanos());
        List<Stage> stages = new ArrayList<>();
        Origin origin = route.origin();
        if (origin.scheme().equals("https")) {
            stages.add(new TlsStage(tls, route.tls(), TlsRole.ORIGIN, origin.host(), origin.port(), PROTOCOLS));
        }
        return new StagedConnector(socket, stages, host);
    }
}
