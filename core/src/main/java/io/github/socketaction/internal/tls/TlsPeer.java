package io.github.socketaction.internal.tls;

/**
 * Whom TLS is spoken with.
 *
 * @param host what the certificate must name: a lower-case name without a dot at its end, or an address without brackets
 *     and zone
 * @param port for messages, and for finding a session again
 */
record TlsPeer(String host, int port) {

    /** The peer by the name that an origin has for it. */
    static TlsPeer of(String host, int port) {
        if (HostNames.isAddress(host)) {
            return new TlsPeer(host.substring(0, host.length() - zone(host).length()), port);
        }
        return new TlsPeer(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, port);
    }

    /** The zone of an address with its percent sign in front, or the empty text. */
    static String zone(String host) {
        int percent = host.indexOf('%');
        return percent < 0 ? "" : host.substring(percent);
    }

    boolean isAddress() {
        return HostNames.isAddress(host);
    }

    @Override
    public String toString() {
        return host + " port " + port;
    }
}
