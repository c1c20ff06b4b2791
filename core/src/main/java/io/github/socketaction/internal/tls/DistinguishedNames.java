package io.github.socketaction.internal.tls;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text form of distinguished names (RFC 2253), as far as it takes to find the common name. */
final class DistinguishedNames {

    private DistinguishedNames() {}

    /**
     * The most specific common name, or null when there is none that is plain text: one with anything escaped in it names
     * no host.
     */
    static @Nullable String commonName(String name) {
        int start = 0;
        while (start < name.length()) {
            int end = partEnd(name, start);
            String part = name.substring(start, end).trim();
            if (part.toUpperCase(Locale.ROOT).startsWith("CN=")) {
                String value = part.substring(3);
                return isPlain(value) ? value : null;
            }
            start = end + 1;
        }
        return null;
    }

    private static int partEnd(String name, int start) {
        boolean isQuoted = false;
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && (c == ',' || c == '+')) {
                return i;
            }
        }
        return name.length();
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isOfHosts = c == '.' || c == '-' || c == '*' || c == '_' || Character.isLetterOrDigit(c);
            if (!isOfHosts || c > 0x7e) {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
