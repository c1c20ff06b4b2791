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
     * @throws UnknownHostException when it has the form of an IPv6 address but is none, or its zone does not exist, or when
     *     it is made of numbers of which one is octal to some and decimal to others
     */
    public static @Nullable List<InetAddress> find(String host) throws UnknownHostException {
        InetAddress literal = IpLiterals.parse(host);
        if (literal != null) {
            return List.of(literal);
        }
        if (host.indexOf(':') >= 0) {
            throw new UnknownHostException("it is no IPv6 address, or its zone is none of this machine");
        }
        if (isAmbiguous(host)) {
            throw new UnknownHostException(
                    "a number in it begins with 0: some systems read that as octal and some as decimal");
        }
        if (host.equals("localhost") || host.equals("localhost.") || host.endsWith(".localhost")) {
            return List.of(InetAddress.getByAddress(host, LOOPBACK_4), InetAddress.getByAddress(host, LOOPBACK_6));
        }
        return null;
    }

    /** Java would take such a text for a decimal address without a look-up, C libraries for an octal one or for a name. */
    private static boolean isAmbiguous(String host) {
        boolean beginsWithZero = false;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
            boolean isFirst = i == 0 || host.charAt(i - 1) == '.';
            boolean isLast = i + 1 == host.length() || host.charAt(i + 1) == '.';
            beginsWithZero |= c == '0' && isFirst && !isLast;
        }
        return beginsWithZero;
    }
}
