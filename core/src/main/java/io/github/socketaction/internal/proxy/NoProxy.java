package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.http.HostAddress;
import java.util.List;

/** Whether a host is one of those that are reached without a proxy, as curl decides it. */
final class NoProxy {

    private NoProxy() {}

    /**
     * Looks through a list.
     *
     * @param host in lower case; IPv6 without brackets
     */
    static boolean covers(List<String> list, String host) {
        if (list.size() == 1 && list.get(0).equals("*")) {
            return true;
        }
        byte[] address = HostAddress.bytes(host);
        for (String entry : list) {
            if (address == null ? isBelow(host, entry) : isInNetwork(address, entry)) {
                return true;
            }
        }
        return false;
    }

    /** A name stands for itself and all below it; a dot before it and one behind either name say nothing. */
    private static boolean isBelow(String host, String entry) {
        String name = withoutLastDot(host);
        String domain = withoutLastDot(entry.startsWith(".") ? entry.substring(1) : entry);
        int below = name.length() - domain.length();
        return !domain.isEmpty()
                && below >= 0
                && (below == 0 || name.charAt(below - 1) == '.')
                && name.regionMatches(true, below, domain, 0, domain.length());
    }

    private static boolean isInNetwork(byte[] address, String entry) {
        int slash = entry.indexOf('/');
        byte[] network = HostAddress.bytes(withoutBrackets(slash < 0 ? entry : entry.substring(0, slash)));
        if (network == null || network.length != address.length) {
            return false;
        }
        int most = address.length * Byte.SIZE;
        int bits = slash < 0 ? most : bits(entry.substring(slash + 1), most);
        if (bits < 0) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int difference = address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE];
            if ((difference & 0x80 >> bit % Byte.SIZE) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The number of bits that count, or -1; as in curl, none means all. */
    private static int bits(String text, int most) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            number = number * 10 + digit;
            if (digit < 0 || digit > 9 || number > most) {
                return -1;
            }
        }
        return number == 0 ? most : number;
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static String withoutLastDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
