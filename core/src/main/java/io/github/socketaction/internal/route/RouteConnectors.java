package io.github.socketaction.internal.route;

import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.internal.pipe.StagedConnector;
import io.github.socketaction.internal.pipe.TcpConnector;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.socket.Backend;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Turns a route into the connector that makes it: the only place that knows which stages there are, and their order. */
public final class RouteConnectors {

    private final Backend backend;
    private final SocketTable sockets;

    public RouteConnectors(Backend backend, SocketTable sockets) {
        this.backend = backend;
        this.sockets = sockets;
    }

    /**
     * The connector for a route.
     *
     * @param host whom it serves
     * @param addresses those of each hop that was looked up, in the order of the route
     */
    public Connector connector(Route route, LinkHost host, List<List<InetAddress>> addresses) {
        Hop first = route.firstHop();
        Connector socket = new TcpConnector(backend, sockets, host, first.host(), first.port(), addresses.get(0));
        List<Stage> stages = new ArrayList<>();
        return new StagedConnector(socket, stages, host);
    }
}
