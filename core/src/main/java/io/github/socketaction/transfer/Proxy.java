package io.github.socketaction.transfer;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One proxy: where it is, what it speaks, and who we are to it. Two proxies are equal only if all of that is, letter for
 * letter.
 *
 * @param kind what it speaks
 * @param host its name in lower case, or its address; IPv6 without brackets
 * @param port 1 to 65535
 * @param user who we are, or null for nobody in particular
 * @param password the proof; the empty text, never null, when there is a user; null when there is none
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    /** The port of a proxy that names none; curl's. */
    public static final int DEFAULT_PORT = 1080;

    /** The port of an HTTPS proxy that names none. */
    public static final int DEFAULT_TLS_PORT = 443;

    /** What a proxy speaks. */
    public enum Kind {
        /** HTTP: requests are forwarded, or led through a tunnel ({@code CONNECT}). */
        HTTP("http"),
        /** As {@link #HTTP}, but tunnels are asked for in HTTP/1.0; curl's {@code --proxy1.0}. */
        HTTP_1_0("http"),
        /** HTTP over TLS with the proxy itself. */
        HTTPS("https"),
        /** SOCKS 4: IPv4 addresses only, which are looked up here. */
        SOCKS4("socks4"),
        /** SOCKS 4a: the proxy looks names up. */
        SOCKS4A("socks4a"),
        /** SOCKS 5 (RFC 1928) with addresses that are looked up here. */
        SOCKS5("socks5"),
        /** SOCKS 5 (RFC 1928) with names that the proxy looks up. */
        SOCKS5_HOSTNAME("socks5h");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** Whether it speaks SOCKS, not HTTP. */
        public boolean isSocks() {
            return switch (this) {
                case HTTP, HTTP_1_0, HTTPS -> false;
                case SOCKS4, SOCKS4A, SOCKS5, SOCKS5_HOSTNAME -> true;
            };
        }

        /** How it is written before {@code ://}. */
        public String scheme() {
            return scheme;
        }

        int defaultPort() {
            return this == HTTPS ? DEFAULT_TLS_PORT : DEFAULT_PORT;
        }
    }

    public Proxy {
        Objects.requireNonNull(kind, "kind");
        host = checkedHost(host);
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("the proxy has the port " + port + "; 1 to 65535 are possible");
        }
        if (user == null && password != null) {
            throw new IllegalArgumentException("the proxy has a password but no user; give the user, if only \"\"");
        }
        if (user != null) {
            password = password == null ? "" : password;
            refuseControls("user", user);
            refuseControls("password", password);
        }
    }

    /** A proxy that asks nobody who he is. */
    public Proxy(Kind kind, String host, int port) {
        this(kind, host, port, null, null);
    }

    /**
     * Reads a proxy as curl's {@code --proxy} does: {@code [scheme://][user[:password]@]host[:port]}. Without a scheme it
     * is an HTTP proxy; user and password may be percent-encoded; {@code socks} is {@code socks4}.
     *
     * @throws IllegalArgumentException if it cannot be understood; the message does not show the text, which may hold a
     *     password
     */
    public static Proxy parse(String text) {
        return ProxyText.parse(text, Kind.HTTP);
    }

    /**
     * As {@link #parse(String)}, for options whose name says already what the proxy speaks.
     *
     * @param unlessSaid what it speaks if the text has no scheme; {@code http://} leaves {@link Kind#HTTP_1_0} as it is
     */
    public static Proxy parse(String text, Kind unlessSaid) {
        return ProxyText.parse(text, unlessSaid);
    }

    /** The same proxy, to which we are somebody else. */
    public Proxy withLogin(String newUser, String newPassword) {
        return new Proxy(kind, host, port, newUser, newPassword);
    }

    /**
     * The same proxy, to which we are somebody else, both percent-encoded as curl's {@code --proxy-user} and {@code
     * CURLOPT_PROXYUSERPWD} have them; a percent sign without two hexadecimal digits stands for itself.
     *
     * @throws IllegalArgumentException if a control character or something that is not UTF-8 comes out; the message does not
     *     show it
     */
    public Proxy withEncodedLogin(String encodedUser, String encodedPassword) {
        return withLogin(ProxyText.decoded("user", encodedUser), ProxyText.decoded("password", encodedPassword));
    }

    /** Where it is, for messages: {@code proxy.example port 1080}. */
    public String place() {
        return host + " port " + port;
    }

    /** The proxy without user and password, so that it may be logged. */
    @Override
    public String toString() {
        return kind.scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static String checkedHost(String host) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the proxy has no host");
        }
        WireText.requireHost("host of the proxy", host);
        return host.indexOf(':') >= 0 ? host : host.toLowerCase(Locale.ROOT);
    }

    private static void refuseControls(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                throw WireText.refused(what + " of the proxy", text, i);
            }
        }
    }
}
