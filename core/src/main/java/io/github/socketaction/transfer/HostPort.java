package io.github.socketaction.transfer;

import org.jspecify.annotations.Nullable;

/** Reads texts of hosts and ports with colons between them, as several of curl's options have them. */
final class HostPort {

    private static final int MAX_PORT = 65_535;

    private final String text;
    private final String form;
    private int at;

    /**
     * A reader.
     *
     * @param form how the text should look, for messages
     */
    HostPort(String text, String form) {
        this.text = text;
        this.form = form;
        if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw wrong("it holds a space or a control character");
        }
    }

    /** Takes a character if it is the next one. */
    boolean take(char expected) {
        boolean isNext = at < text.length() && text.charAt(at) == expected;
        at += isNext ? 1 : 0;
        return isNext;
    }

    /** Takes a host, which may be empty, and the colon behind it; brackets are dropped. */
    String host() {
        return part(take('[') ? "]:" : ":", "the host has no end");
    }

    /**
     * Takes a port.
     *
     * @param isLast whether the text ends behind it; if not, a colon does
     * @return 1 to 65535, or null if there is none
     */
    @Nullable Integer port(boolean isLast) {
        String digits = isLast ? rest() : part(":", "the port has no end");
        if (digits.isEmpty()) {
            return null;
        }
        int port = digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? 0
                : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw wrong("'" + digits + "' is no port from 1 to " + MAX_PORT);
        }
        return port;
    }

    /** Takes all that is left. */
    String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                "cannot read '" + text.replaceAll("\\p{Cntrl}", "?") + "' as " + form + ": " + why);
    }

    /** Whether two names are those of one host: in any case, and with or without the dot of the root. */
    static boolean isSameHost(String one, String other) {
        return withoutDot(one).equalsIgnoreCase(withoutDot(other));
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private String part(String end, String wrong) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw wrong(wrong);
        }
        String part = text.substring(at, found);
        at = found + end.length();
        return part;
    }
}
