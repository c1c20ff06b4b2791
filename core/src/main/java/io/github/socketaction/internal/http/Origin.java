package io.github.socketaction.internal.http;

/**
 * Whom a request goes to (RFC 6454, section 4): what connections are pooled by and credentials are bound to.
 *
 * @param scheme in lower case
 * @param host in lower case and normalised; an IPv6 address without brackets and with its zone, as in {@code fe80::1%eth0}
 * @param port the port in use, given or implied
 */
public record Origin(String scheme, String host, int port) {

    /** Whether the host is an IPv4 or IPv6 address and no name. */
    public boolean isAddress() {
        return host.indexOf(':') >= 0 || Ipv4.isDottedQuad(host);
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
