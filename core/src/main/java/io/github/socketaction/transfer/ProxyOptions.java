package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Through whom a server is reached. Without a proxy the other values mean nothing, but for {@link #haproxy}.
 *
 * @param proxy the proxy, or null for none; libcurl's {@code CURLOPT_PROXY}
 * @param preProxy a SOCKS proxy on the way to the proxy, or, without one, in its place; null for none; libcurl's {@code
 *     CURLOPT_PRE_PROXY}
 * @param noProxy hosts that are reached without any proxy: names, which stand for all below them too, addresses, and
 *     networks such as {@code 192.0.2.0/24}; a single {@code *} is every host; libcurl's {@code CURLOPT_NOPROXY}
 * @param tunnel whether an HTTP proxy is asked for a tunnel ({@code CONNECT}) for plain HTTP too; libcurl's {@code
 *     CURLOPT_HTTPPROXYTUNNEL}
 * @param headers fields for an HTTP proxy alone: they are in no request that goes through a tunnel; libcurl's {@code
 *     CURLOPT_PROXYHEADER}
 * @param auth how to say to an HTTP proxy who we are; libcurl's {@code CURLOPT_PROXYAUTH}
 * @param tls how TLS is spoken with an HTTPS proxy
 * @param haproxy what is told to the far end of the way about our own address, before anything else
 * @param tunnelHeaders whether the header callback is given the lines of the proxy's answers to {@code CONNECT} too
 */
public record ProxyOptions(
        @ReuseRule(
                value = Effect.MUST_MATCH,
                why = "a connection leads through the proxy it was made with, as that user")
        @Nullable Proxy proxy,

        @ReuseRule(
                value = Effect.MUST_MATCH,
                why = "a connection leads through the proxy it was made with, as that user")
        @Nullable Proxy preProxy,

        @ReuseRule(
                value = Effect.IRRELEVANT,
                why = "it only decides whether there is a proxy, and the route holds what was decided")
        List<String> noProxy,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a tunnel leads to one server, a plain proxy connection to any")
        boolean tunnel,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a proxy may lead elsewhere, or allow more, for what they say")
        List<Header> headers,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a tunnel was allowed for what was said when it was asked for")
        Auth auth,

        @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
        TlsOptions tls,

        @ReuseRule(value = Effect.MUST_MATCH, why = "it is said once, when the connection is made")
        HaproxyHeader haproxy,

        @ReuseRule(value = Effect.IRRELEVANT, why = "it concerns the transfer alone")
        boolean tunnelHeaders) {

    /**
     * How to say to an HTTP proxy who we are. A refusal (407) that asks in an allowed way is answered at most three times,
     * both when a tunnel is asked for and when a request is forwarded; after that it fails the tunnel, and is the response
     * to the request. Header lines of refusals of forwarded requests that were answered come to the header callback before
     * those of the response, as from curl; their bodies are dropped.
     *
     * <p>What was learnt of a proxy by forwarded requests serves later transfers of the same multi with an equal proxy, user,
     * password and auth, so that they need not be asked again; curl keeps it in its easy handle.
     *
     * <p>A request body cannot be given twice. A transfer that has begun its body when the question comes ends with {@link
     * ResultCode#SEND_FAIL_REWIND}; with {@link #DIGEST} that happens only if the proxy asks twice, because such a request
     * first goes without its body, and that with {@code Content-Length: 0}, as curl does it. A proxy that does not ask lets
     * that first request pass to the server.
     */
    public enum Auth {
        /** With each request, readable by everybody on the way (RFC 7617). */
        BASIC,
        /** Only in answer to a challenge, and not readable (RFC 7616). */
        DIGEST,
        /** By the best that the proxy offers, once it has asked. */
        ANY
    }

    /** What is told to the far end about our own address: the header of the PROXY protocol, as HAProxy has specified it. */
    public enum HaproxyHeader {
        /** Nothing. */
        NONE,
        /** Version 1, a line of text; curl's {@code --haproxy-protocol}. */
        V1,
        /** Version 2, in binary. */
        V2
    }

    /** No proxy. */
    public static final ProxyOptions DEFAULT = builder().build();

    public ProxyOptions {
        noProxy = List.copyOf(noProxy);
        headers = List.copyOf(headers);
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(haproxy, "haproxy");
        if (preProxy != null && !preProxy.kind().isSocks()) {
            throw new IllegalArgumentException("the pre-proxy " + preProxy + " is no SOCKS proxy");
        }
        if (preProxy != null && proxy != null && proxy.kind().isSocks()) {
            throw new IllegalArgumentException(
                    "a pre-proxy leads to an HTTP proxy, but " + proxy + " is a SOCKS proxy");
        }
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Content-Length")
                    || header.name().equalsIgnoreCase("Transfer-Encoding")) {
                throw new IllegalArgumentException(
                        "the header " + header.name() + " is written by the engine alone; leave it out");
            }
        }
    }

    /** Starts options without a proxy. */
    public static Builder builder() {
        return new Builder();
    }

    /** Options with a proxy and all else at its default. */
    public static ProxyOptions of(Proxy proxy) {
        return builder().proxy(proxy).build();
    }

    /**
     * Options as the environment asks for them, read exactly as curl does: {@code http_proxy} in lower case only, because
     * a web server sets {@code HTTP_PROXY} to what a client says; for other schemes {@code https_proxy} or {@code
     * HTTPS_PROXY}; without those {@code all_proxy} or {@code ALL_PROXY}; and {@code no_proxy} or {@code NO_PROXY}. An
     * empty variable counts as none.
     *
     * @param environment usually {@code System.getenv()}
     * @param scheme the scheme of the URL, {@code http} or {@code https}
     * @throws IllegalArgumentException if a proxy there cannot be understood; the message names the variable
     */
    public static ProxyOptions fromEnvironment(Map<String, String> environment, String scheme) {
        return ProxyEnvironment.read(environment, scheme);
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.proxy = proxy;
        copy.preProxy = preProxy;
        copy.noProxy = noProxy;
        copy.tunnel = tunnel;
        copy.headers.addAll(headers);
        copy.auth = auth;
        copy.tls = tls;
        copy.haproxy = haproxy;
        copy.tunnelHeaders = tunnelHeaders;
        return copy;
    }

    /** The options without passwords and without the values of headers, which may be secrets too. */
    @Override
    public String toString() {
        return "ProxyOptions[proxy=" + proxy + ", preProxy=" + preProxy + ", noProxy=" + noProxy + ", tunnel=" + tunnel
                + ", headers=" + headers.stream().map(Header::name).toList() + ", auth=" + auth + ", tls=" + tls
                + ", haproxy=" + haproxy + ", tunnelHeaders=" + tunnelHeaders + "]";
    }

    /** Collects options. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {

        private @Nullable Proxy proxy;
        private @Nullable Proxy preProxy;
        private List<String> noProxy = List.of();
        private boolean tunnel;
        private final List<Header> headers = new ArrayList<>();
        private Auth auth = Auth.BASIC;
        private TlsOptions tls = TlsOptions.DEFAULT;
        private HaproxyHeader haproxy = HaproxyHeader.NONE;
        private boolean tunnelHeaders;

        private Builder() {}

        /** Sets the proxy; null for none. */
        public Builder proxy(@Nullable Proxy newProxy) {
            proxy = newProxy;
            return this;
        }

        /** Sets the SOCKS proxy on the way to the proxy; null for none. */
        public Builder preProxy(@Nullable Proxy newPreProxy) {
            preProxy = newPreProxy;
            return this;
        }

        /** Sets the hosts that are reached without a proxy, as curl's {@code --noproxy} writes them, with commas. */
        public Builder noProxy(String list) {
            noProxy = ProxyEnvironment.hosts(list);
            return this;
        }

        /** Sets whether plain HTTP goes through a tunnel too. */
        public Builder tunnel(boolean newTunnel) {
            tunnel = newTunnel;
            return this;
        }

        /**
         * Adds a field for an HTTP proxy; one that is sent to proxies anyway is replaced by it, and left out if the value
         * is empty.
         *
         * @throws IllegalArgumentException if the name is not a token or the value holds CR, LF or NUL
         */
        public Builder header(String name, String value) {
            headers.add(new Header(name, value));
            return this;
        }

        /** Sets how to say to an HTTP proxy who we are. */
        public Builder auth(Auth newAuth) {
            auth = Objects.requireNonNull(newAuth, "auth");
            return this;
        }

        /** Sets how TLS is spoken with an HTTPS proxy. */
        public Builder tls(TlsOptions newTlsOptions) {
            tls = Objects.requireNonNull(newTlsOptions, "tls");
            return this;
        }

        /** Sets what is told to the far end about our own address. */
        public Builder haproxy(HaproxyHeader newHaproxy) {
            haproxy = Objects.requireNonNull(newHaproxy, "haproxy");
            return this;
        }

        /**
         * Sets whether the header callback is given the lines of the proxy's answers to {@code CONNECT}, refusals included,
         * before those of the response; libcurl's {@code CURLOPT_SUPPRESS_CONNECT_HEADERS} the other way round. Off unless
         * said otherwise: nothing vouches for what a proxy says, not even where TLS vouches for the server.
         */
        public Builder tunnelHeaders(boolean newTunnelHeaders) {
            tunnelHeaders = newTunnelHeaders;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @throws IllegalArgumentException if the two proxies do not go together
         */
        public ProxyOptions build() {
            return new ProxyOptions(proxy, preProxy, noProxy, tunnel, headers, auth, tls, haproxy, tunnelHeaders);
        }
    }
}
