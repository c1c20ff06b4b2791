package io.github.socketaction.transfer;

import io.github.socketaction.transfer.Proxy.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a proxy as curl does. Its messages never show the text, which may hold a password. */
final class ProxyText {

    private ProxyText() {}

    static Proxy parse(String text, Kind unlessSaid) {
        int schemeEnd = text.indexOf("://");
        Kind kind = schemeEnd < 0 ? unlessSaid : kind(text.substring(0, schemeEnd), unlessSaid);
        int from = schemeEnd < 0 ? 0 : schemeEnd + 3;
        int end = from;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        refuseSocketPath(kind, text, end);
        int at = text.indexOf('@', from);
        if (at < 0 || at >= end) {
            return place(kind, text.substring(from, end), null, null);
        }
        String login = text.substring(from, at);
        int colon = login.indexOf(':');
        String user = decoded("user", colon < 0 ? login : login.substring(0, colon));
        String password = colon < 0 ? "" : decoded("password", login.substring(colon + 1));
        return place(kind, text.substring(at + 1, end), user, password);
    }

    private static Kind kind(String scheme, Kind unlessSaid) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> unlessSaid == Kind.HTTP_1_0 ? Kind.HTTP_1_0 : Kind.HTTP;
            case "https" -> Kind.HTTPS;
            case "socks", "socks4" -> Kind.SOCKS4;
            case "socks4a" -> Kind.SOCKS4A;
            case "socks5" -> Kind.SOCKS5;
            case "socks5h" -> Kind.SOCKS5_HOSTNAME;
            default ->
                throw malformed("the proxy has a scheme that is not supported; http, https, socks4, socks4a, socks5 and"
                        + " socks5h are");
        };
    }

    private static Proxy place(Kind kind, String place, @Nullable String user, @Nullable String password) {
        int hostEnd = place.indexOf(':');
        String host = hostEnd < 0 ? place : place.substring(0, hostEnd);
        if (place.startsWith("[")) {
            int bracket = place.indexOf(']');
            if (bracket < 0) {
                throw malformed("the proxy has an IPv6 address without its closing bracket");
            }
            hostEnd = bracket + 1 < place.length() ? bracket + 1 : -1;
            host = address(place.substring(1, bracket));
        }
        if (hostEnd < 0 || place.substring(hostEnd).equals(":")) {
            return new Proxy(kind, host, kind.defaultPort(), user, password);
        }
        return new Proxy(kind, host, port(place.substring(hostEnd)), user, password);
    }

    /** The percent sign of a zone should be written %25 (RFC 6874), but often is not. */
    private static String address(String text) {
        if (text.indexOf(':') < 0) {
            throw malformed("the proxy has brackets without an IPv6 address");
        }
        return text.replace("%25", "%");
    }

    private static int port(String text) {
        int number = 0;
        for (int i = 1; i < text.length() && number <= 0xffff; i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9' ? number * 10 + c - '0' : Integer.MAX_VALUE;
        }
        if (text.charAt(0) != ':' || number == 0 || number > 0xffff) {
            throw malformed("the proxy has no port from 1 to 65535 behind its host");
        }
        return number;
    }

    /** curl takes the path of a SOCKS proxy on localhost for a unix socket: taking it for nothing would go elsewhere. */
    private static void refuseSocketPath(Kind kind, String text, int from) {
        if (kind.isSocks() && text.length() - from > 1 && text.charAt(from) == '/') {
            throw malformed("the SOCKS proxy has a path; SOCKS over unix sockets is not supported");
        }
    }

    /** What a percent-encoded text stands for. */
    static String decoded(String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%' && i + 2 < bytes.length) {
                int high = Character.digit(bytes[i + 1], 16);
                int low = Character.digit(bytes[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high << 4 | low);
                    i += 2;
                }
            }
            bytes[length++] = b;
        }
        try {
            ByteBuffer utf8 = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the " + what + " of the proxy is not UTF-8 when percent-decoded", e);
        }
    }

    private static IllegalArgumentException malformed(String message) {
        return new IllegalArgumentException(message);
    }
}
