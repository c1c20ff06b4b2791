package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import org.jspecify.annotations.Nullable;

/**
 * The proxies on the way to one origin, decided.
 *
 * @param socks the SOCKS proxy that the socket leads to, or null
 * @param http the HTTP proxy that comes next, or first, or null
 * @param tunnel whether the HTTP proxy is asked for a tunnel; otherwise it forwards each request
 */
public record ProxyPath(@Nullable Proxy socks, @Nullable Proxy http, boolean tunnel) {

    private static final ProxyPath DIRECT = new ProxyPath(null, null, false);

    /**
     * What options say about an origin. All that is not plain HTTP needs a tunnel, and so does whoever is connected to in
     * place of the origin: only a tunnel can be told of it.
     *
     * @param isElsewhere whether somebody is connected to in place of the origin
     */
    public static ProxyPath of(ProxyOptions options, Origin origin, boolean isElsewhere) {
        Proxy proxy = options.proxy();
        Proxy preProxy = options.preProxy();
        if ((proxy == null && preProxy == null) || NoProxy.covers(options.noProxy(), origin.host())) {
            return DIRECT;
        }
        if (proxy == null || proxy.kind().isSocks()) {
            return new ProxyPath(proxy == null ? preProxy : proxy, null, false);
        }
        boolean forwards = !options.tunnel() && !isElsewhere && origin.scheme().equals("http");
        return new ProxyPath(preProxy, proxy, !forwards);
    }

    /** Where the socket leads to, or null if that is the server. */
    public @Nullable Proxy first() {
        return socks == null ? http : socks;
    }

    /** Whether the SOCKS proxy has to be given an address, so that its target is looked up here. */
    public boolean needsAddress() {
        return socks != null && (socks.kind() == Proxy.Kind.SOCKS4 || socks.kind() == Proxy.Kind.SOCKS5);
    }
}
