package io.github.socketaction.internal.route;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.DialTarget;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.RacingConnector;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.internal.pipe.StagedConnector;
import io.github.socketaction.internal.proxy.ConnectStage;
import io.github.socketaction.internal.proxy.HaproxyStage;
import io.github.socketaction.internal.proxy.Socks4Stage;
import io.github.socketaction.internal.proxy.Socks5Stage;
import io.github.socketaction.internal.proxy.Tunnel;
import io.github.socketaction.internal.proxy.TunnelListener;
import io.github.socketaction.internal.tls.TlsContexts;
import io.github.socketaction.internal.tls.TlsRole;
import io.github.socketaction.internal.tls.TlsStage;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import io.github.socketaction.transfer.TlsOptions;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Turns a route into the connector that makes it: the only place that knows which stages there are, and their order. */
public final class RouteConnectors {

    /** What is spoken over TLS, in the order of preference. */
    private static final List<String> PROTOCOLS = List.of("http/1.1");

    private final Backend backend;
    private final SocketTable sockets;
    private final BufferPool buffers;
    private final TlsContexts tls;
    private final Supplier<RandomGenerator> random;

    /**
     * Connectors.
     *
     * @param random for what must not be guessed; asked only when needed
     */
    public RouteConnectors(
            Backend backend,
            SocketTable sockets,
            BufferPool buffers,
            TlsContexts tls,
            Supplier<RandomGenerator> random) {
        this.backend = backend;
        this.sockets = sockets;
        this.buffers = buffers;
        this.tls = tls;
        this.random = random;
    }

    /**
     * The connector for a route.
     *
     * @param host whom it serves
     * @param addresses those of each hop that was looked up, in the order of the route
     * @param listener hears what is said for a tunnel, if one is needed
     * @throws TransferFailure when there is no such way
     */
    public Connector connector(Route route, LinkHost host, List<List<InetAddress>> addresses, TunnelListener listener) {
        DialTarget dialled = target(route, addresses);
        long delay = route.names().happyEyeballsDelay().toNanos();
        return new StagedConnector(
                () -> new RacingConnector(backend, sockets, host, dialled, route.sockets(), delay),
                stages(route, addresses, listener),
                host);
    }

    private static DialTarget target(Route route, List<List<InetAddress>> addresses) {
        SocketAddress unixSocket = route.sockets().unixSocket();
        if (unixSocket != null) {
            return DialTarget.of(unixSocket);
        }
        Hop first = route.firstHop();
        return DialTarget.of(first.host(), first.port(), addresses.get(0));
    }

    /** What comes after the socket: SOCKS, TLS with the proxy, the tunnel, HAProxy's header, TLS with the server. */
    private List<Stage> stages(Route route, List<List<InetAddress>> addresses, TunnelListener listener) {
        List<Stage> stages = new ArrayList<>();
        Proxy socks = route.path().socks();
        if (socks != null) {
            stages.add(socksStage(socks, route, addresses));
        }
        Proxy http = route.path().http();
        if (http != null && http.kind() == Proxy.Kind.HTTPS) {
            stages.add(tlsStage(route.proxy().tls(), TlsRole.PROXY, http.host(), http.port()));
        }
        Tunnel tunnel = route.tunnel();
        if (tunnel != null) {
            stages.add(new ConnectStage(tunnel, buffers, random, listener));
        }
        HaproxyHeader haproxy = route.proxy().haproxy();
        if (haproxy != HaproxyHeader.NONE) {
            stages.add(new HaproxyStage(haproxy));
        }
        Origin server = route.server();
        if (server.scheme().equals("https")) {
            stages.add(tlsStage(route.tls(), TlsRole.ORIGIN, server.host(), server.port()));
        }
        return stages;
    }

    private Stage tlsStage(TlsOptions options, TlsRole role, String host, int port) {
        return new TlsStage(tls, options, role, host, port, PROTOCOLS);
    }

    private static Stage socksStage(Proxy socks, Route route, List<List<InetAddress>> addresses) {
        Hop hop = route.hopBehindSocks();
        List<InetAddress> lookedUp = route.path().needsAddress() ? addresses.get(1) : null;
        return switch (socks.kind()) {
            case SOCKS4, SOCKS4A -> new Socks4Stage(socks, hop.host(), hop.port(), lookedUp);
            case SOCKS5, SOCKS5_HOSTNAME -> new Socks5Stage(socks, hop.host(), hop.port(), lookedUp);
            case HTTP, HTTP_1_0, HTTPS -> throw new IllegalStateException(socks + " is no SOCKS proxy");
        };
    }
}
