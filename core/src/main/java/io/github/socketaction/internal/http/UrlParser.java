package io.github.socketaction.internal.http;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one URL from left to right. Its messages name a position and never the text, which may hold a password.
 */
final class UrlParser {

    private static final int MAX_SCHEME_LENGTH = 40;
    private static final int MAX_SLASHES = 3;

    private final String text;
    private final boolean guessScheme;

    private String scheme = "http";
    private @Nullable String user;
    private @Nullable String password;
    private UrlHost host = UrlHost.NONE;
    private int port = -1;

    private UrlParser(String text, boolean guessScheme) {
        this.text = text;
        this.guessScheme = guessScheme;
    }

    static Url parse(String text, boolean guessScheme) {
        checkCharacters(text);
        return new UrlParser(text, guessScheme).parse();
    }

    private Url parse() {
        int schemeEnd = schemeEnd();
        if (schemeEnd < 0) {
            if (!guessScheme) {
                throw malformed("the URL has no scheme; write http:// before it");
            }
            return resource(authority(0, false));
        }
        scheme = text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return resource(afterFileHost(schemeEnd + 1));
        }
        return resource(authority(afterSlashes(schemeEnd + 1), true));
    }

    /** Where the colon after the scheme is, or -1 without a scheme. A name and a port look like one: host:8080. */
    private int schemeEnd() {
        int at = 0;
        while (at < text.length() && at < MAX_SCHEME_LENGTH && isSchemeChar(text.charAt(at), at)) {
            at++;
        }
        if (at == 0 || at == text.length() || text.charAt(at) != ':') {
            return -1;
        }
        boolean slashFollows = at + 1 < text.length() && text.charAt(at + 1) == '/';
        return slashFollows || !guessScheme ? at : -1;
    }

    /** One to three slashes are taken for the two that should be there, as curl and browsers do. */
    private int afterSlashes(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '/') {
            at++;
        }
        if (at == from || at - from > MAX_SLASHES) {
            throw malformed("the URL has " + (at - from) + " slashes after its scheme at position " + from
                    + "; two are expected");
        }
        return at;
    }

    /** RFC 8089: a file is on this machine, whichever of its names is given. */
    private int afterFileHost(int from) {
        int at = from;
        if (text.startsWith("//", at)) {
            at += 2;
            if (text.regionMatches(true, at, "localhost/", 0, 10) || text.startsWith("127.0.0.1/", at)) {
                at += 9;
            }
        }
        if (at >= text.length() || text.charAt(at) != '/') {
            throw malformed("the file URL has no absolute path on this machine at position " + at);
        }
        return at;
    }

    /** Reads user, password, host and port, and answers where they end. */
    private int authority(int from, boolean schemeGiven) {
        int end = from;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int at = text.indexOf('@', from);
        int hostStart = from;
        if (at >= 0 && at < end) {
            readLogin(from, at);
            hostStart = at + 1;
        }
        int hostEnd = hostEnd(hostStart, end);
        if (hostEnd < end) {
            readPort(hostEnd + 1, end, schemeGiven);
        }
        if (hostEnd == hostStart) {
            throw malformed("the URL has no host at position " + hostStart);
        }
        host = UrlHost.of(text.substring(hostStart, hostEnd), hostStart);
        return end;
    }

    private void readLogin(int from, int end) {
        int colon = text.indexOf(':', from);
        if (colon >= 0 && colon < end) {
            user = text.substring(from, colon);
            password = text.substring(colon + 1, end);
        } else {
            user = text.substring(from, end);
        }
    }

    /** Where the host ends: at the colon before the port, if there is one. */
    private int hostEnd(int from, int end) {
        if (from < end && text.charAt(from) == '[') {
            int bracket = text.indexOf(']', from);
            if (bracket < 0 || bracket >= end) {
                throw malformed("the URL has an IPv6 address without its closing bracket at position " + from);
            }
            if (bracket + 1 < end && text.charAt(bracket + 1) != ':') {
                throw malformed(
                        "the URL has something other than a port after the address at position " + (bracket + 1));
            }
            return bracket + 1;
        }
        int colon = text.indexOf(':', from);
        return colon >= 0 && colon < end ? colon : end;
    }

    /** A colon without a port is let pass as browsers do, unless what precedes it may be a mistaken scheme. */
    private void readPort(int from, int end, boolean emptyAllowed) {
        if (from == end && emptyAllowed) {
            return;
        }
        int number = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9' ? number * 10 + c - '0' : Integer.MAX_VALUE;
            if (number > 0xffff) {
                break;
            }
        }
        if (from == end || number > 0xffff) {
            throw malformed("the URL has no port from 0 to 65535 at position " + from);
        }
        port = number;
    }

    private Url resource(int from) {
        int fragmentMark = text.indexOf('#', from);
        int end = fragmentMark < 0 ? text.length() : fragmentMark;
        String fragment = fragmentMark < 0 ? null : text.substring(fragmentMark + 1);
        int queryMark = text.indexOf('?', from);
        String query = null;
        if (queryMark >= 0 && queryMark < end) {
            query = PercentCoding.encodeNonAscii(text.substring(queryMark + 1, end));
            end = queryMark;
        }
        String path = from == end ? "/" : DotSegments.remove(PercentCoding.encodeNonAscii(text.substring(from, end)));
        return new Url(scheme, user, password, host.name(), host.zone(), port, path, query, fragment);
    }

    private static void checkCharacters(String text) {
        if (text.length() > Url.MAX_LENGTH) {
            throw malformed("the URL has " + text.length() + " characters; at most " + Url.MAX_LENGTH + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                throw refused(c, i);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused(c, i);
                }
                i++;
            }
        }
    }

    private static boolean isSchemeChar(char c, int index) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (index > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
    }

    private static TransferFailure refused(char c, int index) {
        return malformed("the URL has the character " + Integer.toHexString(c) + " (hexadecimal) at position " + index
                + ", which is not allowed; percent-encode it");
    }

    private static TransferFailure malformed(String message) {
        return new TransferFailure(ResultCode.URL_MALFORMAT, message);
    }
}
