package io.github.socketaction.internal.names;

import io.github.socketaction.transfer.IpLiterals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hosts that need no look-up: address literals, and {@code localhost}, which must never leave the machine (RFC 6761). */
public final class AddressLiterals {

    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private AddressLiterals() {}

    /**
     * The addresses of a host that needs no look-up.
     *
     * @param host a lower-case host name, a dotted IPv4 address, or an IPv6 address without brackets, perhaps with its
     *     zone (RFC 4007) as in {@code fe80::1%eth0}
     * @return the addresses, or null when the host is a name
     * @throws UnknownHostException when it has the form of an IPv6 address but is none, or its zone does not exist
     */
    public static @Nullable List<InetAddress> find(String host) throws UnknownHostException {
        InetAddress literal = IpLiterals.parse(host);
        if (literal != null) {
            return List.of(literal);
        }
        if (host.indexOf(':') >= 0) {
            throw new UnknownHostException("it is no IPv6 address, or its zone is none of this machine");
        }
        if (host.equals("localhost") || host.equals("localhost.") || host.endsWith(".localhost")) {
            return List.of(InetAddress.getByAddress(host, LOOPBACK_4), InetAddress.getByAddress(host, LOOPBACK_6));
        }
        return null;
    }
}
