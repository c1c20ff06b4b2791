package io.github.socketaction.transfer;

/** Refuses text that would change the meaning of a request on the wire. */
final class WireText {

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private static final String REFUSED_IN_HOSTS = "/\\#?@[]<>\"'`{}|^,;";

    private WireText() {}

    /** Throws unless the text is a token of RFC 9110, section 5.6.2. */
    static void requireToken(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                throw refused(what, text, i);
            }
        }
    }

    /** Throws if the text holds a CR, LF or NUL. */
    static void requireFieldValue(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw refused(what, text, i);
            }
        }
    }

    /**
     * Throws unless the text may be sent as a host: a name in ASCII, or an address, IPv6 without brackets.
     *
     * @param text not empty
     */
    static void requireHost(String what, String text) {
        boolean isAddress = text.indexOf(':') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || REFUSED_IN_HOSTS.indexOf(c) >= 0 || (c == '%' && !isAddress)) {
                throw refused(what, text, i);
            }
        }
    }

    private static boolean isTokenChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    static IllegalArgumentException refused(String what, String text, int index) {
        return new IllegalArgumentException(
                "the " + what + " has the character " + Integer.toHexString(text.charAt(index))
                        + " (hexadecimal) at position " + index + ", which is not allowed there");
    }
}
