package io.github.socketaction.internal.http;

/** The forms of an IPv4 address that {@code inet_aton(3)} knows: one to four numbers, decimal, octal or hexadecimal. */
final class Ipv4 {

    private static final int MAX_PARTS = 4;
    private static final long MAX_ADDRESS = 0xffff_ffffL;

    private Ipv4() {}

    /** The four decimal numbers of an address in any form; any other text, being a name, as it is. */
    static String normalize(String host) {
        long address = parse(host);
        if (address < 0) {
            return host;
        }
        return (address >> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }

    /** Whether the text is an address in its normal form. */
    static boolean isDottedQuad(String host) {
        return parse(host) >= 0 && normalize(host).equals(host);
    }

    /** The address, or -1 if the text is none. The last number fills all bytes that are left: 127.1 is 127.0.0.1. */
    static long parse(String host) {
        if (host.isEmpty() || host.charAt(0) < '0' || host.charAt(0) > '9') {
            return -1;
        }
        String[] parts = host.split("\\.", -1);
        if (parts.length > MAX_PARTS) {
            return -1;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long number = number(parts[i]);
            long max = last ? MAX_ADDRESS >> (8 * i) : 0xff;
            if (number < 0 || number > max) {
                return -1;
            }
            address |= last ? number : number << (8 * (3 - i));
        }
        return address;
    }

    /** The number, or -1 if it is none or too large. */
    private static long number(String text) {
        int radix = 10;
        int from = 0;
        if (text.startsWith("0x") || text.startsWith("0X")) {
            radix = 16;
            from = 2;
        } else if (text.startsWith("0")) {
            radix = 8;
        }
        if (from == text.length()) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            number = number * radix + digit;
            if (digit < 0 || number > MAX_ADDRESS) {
                return -1;
            }
        }
        return number;
    }
}
