package io.github.socketaction.transfer;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Addresses given for a host and port in place of a look-up; one entry of libcurl's {@code CURLOPT_RESOLVE}. It counts for
 * the transfers whose options have it and is not kept for others.
 *
 * @param host a name or address without brackets, or {@link #ANY_HOST}
 * @param port 1 to 65535
 * @param addresses best first; empty to take back an earlier entry for this host and port, and to ask for a fresh look-up
 */
public record ResolveOverride(String host, int port, List<InetAddress> addresses) {

    /** Stands for every host that has no entry of its own for the port. */
    public static final String ANY_HOST = "*";

    private static final String FORM = "[+]HOST:PORT:ADDRESS[,ADDRESS]... or -HOST:PORT";

    /** Checks and copies. */
    public ResolveOverride {
        Objects.requireNonNull(host, "host");
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "an override needs a host and a port from 1 to 65535, not '" + host + "' and " + port);
        }
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads an entry as curl's {@code --resolve} has it: {@code HOST:PORT:ADDRESS[,ADDRESS]...}, with IPv6 in brackets or
     * not, {@code *} for any host, and {@code -HOST:PORT} to take an entry back. A {@code +} in front, which makes curl
     * forget the entry after a time, changes nothing: an entry lives as long as its options.
     *
     * @throws IllegalArgumentException when it cannot be read; the message says why
     */
    public static ResolveOverride parse(String text) {
        HostPort reader = new HostPort(text, FORM);
        boolean takesBack = reader.take('-');
        if (!takesBack) {
            reader.take('+');
        }
        String host = reader.host();
        if (host.isEmpty()) {
            throw reader.wrong("the host is missing");
        }
        Integer port = reader.port(takesBack);
        if (port == null) {
            throw reader.wrong("the port is missing");
        }
        return new ResolveOverride(host, port, takesBack ? List.of() : addresses(reader));
    }

    private static List<InetAddress> addresses(HostPort reader) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String each : reader.rest().split(",", -1)) {
            boolean isBracketed = each.startsWith("[") && each.endsWith("]");
            InetAddress address = IpLiterals.parse(isBracketed ? each.substring(1, each.length() - 1) : each);
            if (address == null) {
                throw reader.wrong("'" + each + "' is no IP address");
            }
            addresses.add(address);
        }
        return addresses;
    }
}
