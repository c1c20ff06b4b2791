package io.github.socketaction.internal.route;

import io.github.socketaction.internal.http.Account;
import io.github.socketaction.internal.http.AuthRole;
import io.github.socketaction.internal.http.Credentials;
import io.github.socketaction.internal.http.Forwarding;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.proxy.ProxyPath;
import io.github.socketaction.internal.proxy.Tunnel;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
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

    private final Origin server;

    /** Where the way ends: the server, or who is connected to in its place. */
    private final Hop end;

    private final Origin origin;
    private final ProxyPath path;
    private final @Nullable String userAgent;
    private final ReuseKey key;
    private final int hash;
    private final TlsOptions tls;
    private final ProxyOptions proxy;
    private final NameOptions names;
    private final SocketOptions sockets;

    /** Whether the application says itself to a proxy who it is. */
    private final boolean saysItself;

    private Route(Origin server, TransferOptions options) {
        this.server = server;
        names = options.names();
        end = Hop.server(
                names.hostToConnect(server.host(), server.port()), names.portToConnect(server.host(), server.port()));
        boolean isElsewhere = !end.host().equals(server.host()) || end.port() != server.port();
        sockets = options.sockets();
        // Who listens at a Unix-domain socket is the server, whatever proxy other transfers would take.
        ProxyOptions proxies = sockets.unixSocket() == null ? options.proxy() : ProxyOptions.DEFAULT;
        path = ProxyPath.of(proxies, server, isElsewhere);
        origin = poolOrigin(server, path);
        userAgent = userAgent(options);
        key = ReuseKey.of(options);
        hash = 31 * origin.hashCode() + key.hashCode();
        tls = options.tls();
        proxy = options.proxy();
        saysItself = saysItself(options.headers()) || saysItself(proxy.headers());
    }

    /** The way from here to an origin that options ask for. */
    public static Route of(TransferOptions options, Origin origin) {
        return new Route(origin, options);
    }

    /** Whom its connections lead to, and whose limits count: the server, or the proxy if that one forwards requests. */
    public Origin origin() {
        return origin;
    }

    /** What a request says to the proxy that forwards it, or null if it goes to the server itself. */
    public @Nullable Forwarding forwarding() {
        Proxy http = path.http();
        if (http == null || path.tunnel()) {
            return null;
        }
        String authorization = http.user() == null || http.password() == null || proxy.auth() != ProxyOptions.Auth.BASIC
                ? null
                : Credentials.basic(http.user(), http.password());
        return new Forwarding(authorization, proxy.headers());
    }

    /**
     * Who we are to the proxy that forwards the requests, or null if it is never answered when it asks: it is told with each
     * request then, or nothing is to be told, or the application says it itself.
     */
    public @Nullable Account account() {
        Proxy http = path.http();
        return http == null
                        || path.tunnel()
                        || http.user() == null
                        || proxy.auth() == ProxyOptions.Auth.BASIC
                        || saysItself
                ? null
                : new Account(AuthRole.PROXY, http.toString(), http.user(), http.password(), proxy.auth());
    }

    /** Where the socket leads to. */
    Hop firstHop() {
        Proxy first = path.first();
        return first == null ? end : Hop.proxy(first.host(), first.port());
    }

    /** Whom a SOCKS proxy is asked to lead to. */
    Hop hopBehindSocks() {
        Proxy http = path.http();
        return http == null ? Hop.behindProxy(end.host(), end.port()) : Hop.proxy(http.host(), http.port());
    }

    /** The hops whose addresses have to be known here, the first one first; none for a Unix-domain socket. */
    List<Hop> hopsToLookUp() {
        if (sockets.unixSocket() != null) {
            return List.of();
        }
        return path.needsAddress() ? List.of(firstHop(), hopBehindSocks()) : List.of(firstHop());
    }

    /** The proxies on the way. */
    ProxyPath path() {
        return path;
    }

    /** The tunnel that the HTTP proxy is asked for, or null for none. */
    @Nullable Tunnel tunnel() {
        Proxy http = path.http();
        return http == null || !path.tunnel()
                ? null
                : new Tunnel(http, end.host(), end.port(), proxy.headers(), proxy.auth(), userAgent);
    }

    /** The server, whoever is on the way to it. */
    Origin server() {
        return server;
    }

    /** Whether a proxy is on it. */
    public boolean hasProxy() {
        return path.first() != null;
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
                        && route.path.equals(path)
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

    private static Origin poolOrigin(Origin server, ProxyPath path) {
        Proxy http = path.http();
        return http == null || path.tunnel() ? server : new Origin(http.kind().scheme(), http.host(), http.port());
    }

    private static boolean saysItself(List<Header> headers) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(AuthRole.PROXY.answerField()));
    }

    /** Of all that the application says to the server, a proxy that makes a tunnel hears this alone, as from curl. */
    private static @Nullable String userAgent(TransferOptions options) {
        for (Header header : options.headers()) {
            if (header.name().equalsIgnoreCase("User-Agent") && !header.value().isBlank()) {
                return header.value();
            }
        }
        return null;
    }
}
