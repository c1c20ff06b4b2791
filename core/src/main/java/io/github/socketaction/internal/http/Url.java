package io.github.socketaction.internal.http;

import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart as RFC 3986 says, with curl's leniencies. Made by {@link #parse} or {@link #parseLenient}.
 *
 * @param scheme in lower case
 * @param user as given, still percent-encoded, or null
 * @param password as given, still percent-encoded, or null
 * @param host decoded and in lower case; an IPv4 address as four decimal numbers whatever form was given; an IPv6 address
 *     in its shortest form (RFC 5952) and in brackets, without the zone; empty for {@code file}
 * @param zone the zone of an IPv6 address (RFC 6874), or null
 * @param port as given, or -1
 * @param path from its first slash on, without dot segments; bytes that are no ASCII are percent-encoded
 * @param query what follows the question mark, or null if there is none; encoded as the path is
 * @param fragment what follows the number sign, as given, or null if there is none; never sent
 */
public record Url(
        String scheme,
        @Nullable String user,
        @Nullable String password,
        String host,
        @Nullable String zone,
        int port,
        String path,
        @Nullable String query,
        @Nullable String fragment) {

    /** The longest text that is looked at, in characters; curl's limit. */
    public static final int MAX_LENGTH = 8_000_000;

    /**
     * Parses a URL that names its scheme.
     *
     * @throws io.github.socketaction.internal.TransferFailure with {@code URL_MALFORMAT}, or with {@code NOT_BUILT_IN} for
     *     an international name
     */
    public static Url parse(String text) {
        return UrlParser.parse(text, false);
    }

    /** As {@link #parse}, but a text without a scheme, such as {@code example.com/x}, is taken as {@code http}. */
    public static Url parseLenient(String text) {
        return UrlParser.parse(text, true);
    }

    /** The port given, or the one that the scheme implies, or -1 if it implies none we know. */
    public int effectivePort() {
        if (port >= 0) {
            return port;
        }
        return defaultPort();
    }

    /** Whether a port is given that the scheme does not imply; only such a port is told to the server. */
    public boolean hasUnusualPort() {
        return port >= 0 && port != defaultPort();
    }

    /** Whom a request for this goes to. */
    public Origin origin() {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(scheme, zone == null ? bare : bare + "%" + zone, effectivePort());
    }

    /** The URL without user and password, so that it may be logged. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port >= 0 ? ":" + port : "") + path + (query == null ? "" : "?" + query)
                + (fragment == null ? "" : "#" + fragment);
    }

    private int defaultPort() {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
