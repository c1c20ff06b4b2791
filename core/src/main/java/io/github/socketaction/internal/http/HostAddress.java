package io.github.socketaction.internal.http;

import org.jspecify.annotations.Nullable;

/** The bytes of hosts that are addresses, without asking anybody. */
public final class HostAddress {

    private static final int IPV6_BYTES = 16;

    private HostAddress() {}

    /**
     * The address that a host is.
     *
     * @param host a name, four decimal numbers with dots, or an IPv6 address without brackets, whose zone is ignored
     * @return 4 or 16 bytes, or null for a name
     */
    public static byte @Nullable [] bytes(String host) {
        if (Ipv4.isDottedQuad(host)) {
            long address = Ipv4.parse(host);
            return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
        }
        int[] groups = host.indexOf(':') < 0 ? null : Ipv6.parse(withoutZone(host));
        if (groups == null) {
            return null;
        }
        byte[] bytes = new byte[IPV6_BYTES];
        for (int i = 0; i < groups.length; i++) {
            bytes[2 * i] = (byte) (groups[i] >> 8);
            bytes[2 * i + 1] = (byte) groups[i];
        }
        return bytes;
    }

    /** A host and a port as one text (RFC 3986, section 3.2), an IPv6 address in brackets and without its zone. */
    public static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + withoutZone(host) + "]" : host) + ":" + port;
    }

    private static String withoutZone(String host) {
        int percent = host.indexOf('%');
        return percent < 0 ? host : host.substring(0, percent);
    }
}
