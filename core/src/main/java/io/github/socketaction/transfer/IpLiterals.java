package io.github.socketaction.transfer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses that are written out. Nothing is ever looked up here, whatever the text. */
public final class IpLiterals {

    private static final int PARTS = 4;

    private IpLiterals() {}

    /**
     * Reads an address.
     *
     * @param text four decimal numbers with dots between them, or an IPv6 address (RFC 4291, section 2.2) without
     *     brackets, perhaps with its zone (RFC 4007) as in {@code fe80::1%eth0}
     * @return the address, or null when the text is neither, or the zone is none of this machine
     */
    public static @Nullable InetAddress parse(String text) {
        byte[] four = parseFour(text);
        try {
            if (four != null) {
                return InetAddress.getByAddress(four);
            }
            // In brackets nothing but an address is tried; without them the JDK would look up what it cannot read.
            return text.indexOf(':') < 0 ? null : InetAddress.getByName("[" + text + "]");
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static byte @Nullable [] parseFour(String text) {
        byte[] bytes = new byte[PARTS];
        int part = 0;
        int value = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (value < 0 || part == PARTS) {
                    return null;
                }
                bytes[part++] = (byte) value;
                value = -1;
            } else if (c >= '0' && c <= '9' && value != 0) {
                value = Math.max(value, 0) * 10 + (c - '0');
            } else {
                return null;
            }
            if (value > 255) {
                return null;
            }
        }
        return part == PARTS ? bytes : null;
    }
}
