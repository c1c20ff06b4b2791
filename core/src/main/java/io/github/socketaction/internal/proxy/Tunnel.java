package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.http.Account;
import io.github.socketaction.internal.http.AuthRole;
import io.github.socketaction.internal.http.HostAddress;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.http.PreparedRequest;
import io.github.socketaction.internal.http.Url;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel that is to be: whom it is asked of, and where it is to lead.
 *
 * @param proxy an HTTP proxy
 * @param host where to lead, a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 * @param headers the application's fields for the proxy; nothing that is meant for the server
 * @param auth how to say who we are
 * @param userAgent the value of {@code User-Agent}, or null for none
 */
public record Tunnel(
        Proxy proxy,
        String host,
        int port,
        List<Header> headers,
        ProxyOptions.Auth auth,
        @Nullable String userAgent) {

    /** What stands in the request line. */
    String authority() {
        return HostAddress.authority(host, port);
    }

    /** Who we are to the proxy. */
    Account account() {
        return new Account(AuthRole.PROXY, proxy.toString(), proxy.user(), proxy.password(), auth);
    }

    /** The request for it. */
    Http1Request request(@Nullable String authorization) {
        Url url = new Url("http", null, null, host, null, port, "/", null, null);
        Origin target = new Origin("http", host, port);
        PreparedRequest prepared = new PreparedRequest(url, target, "CONNECT", false, headers, null);
        String version = proxy.kind() == Proxy.Kind.HTTP_1_0 ? "1.0" : "1.1";
        return Http1Request.connect(prepared, version, authorization, userAgent);
    }

    /** For messages. */
    @Override
    public String toString() {
        return "a tunnel to " + authority() + " through proxy " + proxy.place();
    }
}
