package io.github.socketaction.transfer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Another place to connect to for a host and port of URLs; one entry of libcurl's {@code CURLOPT_CONNECT_TO}. What is said
 * to the server, its certificate included, stays about the host and port of the URL.
 *
 * @param host the host of the URL, or null for any
 * @param port the port of the URL, or null for any
 * @param toHost where to connect to, or null for the URL's own host
 * @param toPort the port to connect to, or null for the URL's own
 */
public record ConnectTo(
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String toHost,
        @Nullable Integer toPort) {

    private static final String FORM = "HOST1:PORT1:HOST2:PORT2";

    private static final int MAX_PORT = 65_535;

    /**
     * Checks where it leads to, which a proxy may be told.
     *
     * @throws IllegalArgumentException if that cannot be a host or a port
     */
    public ConnectTo {
        if (toHost != null) {
            if (toHost.isEmpty()) {
                throw new IllegalArgumentException("the host to connect to is empty; null stands for the URL's own");
            }
            WireText.requireHost("host to connect to", toHost);
        }
        if (toPort != null && (toPort < 1 || toPort > MAX_PORT)) {
            throw new IllegalArgumentException("the port to connect to is " + toPort + "; 1 to 65535 are possible");
        }
    }

    /**
     * Reads an entry as curl's {@code --connect-to} has it: four parts of which each may be empty, IPv6 in brackets.
     *
     * @throws IllegalArgumentException when it cannot be read; the message says why
     */
    public static ConnectTo parse(String text) {
        HostPort reader = new HostPort(text, FORM);
        String host = reader.host();
        Integer port = reader.port(false);
        String toHost = reader.host();
        return new ConnectTo(orNull(host), port, orNull(toHost), reader.port(true));
    }

    boolean concerns(String ofHost, int ofPort) {
        return (host == null || HostPort.isSameHost(host, ofHost)) && (port == null || port == ofPort);
    }

    String host(String ofUrl) {
        return Objects.requireNonNullElse(toHost, ofUrl);
    }

    int port(int ofUrl) {
        return Objects.requireNonNullElse(toPort, ofUrl);
    }

    private static @Nullable String orNull(String part) {
        return part.isEmpty() ? null : part;
    }
}
