package io.github.socketaction.internal.http;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in the one spelling that is used for look-ups, for {@code Host} and for comparing: two spellings of one
 * host would be two origins.
 *
 * @param name the name, the IPv4 address, or the IPv6 address in brackets
 * @param zone the zone of an IPv6 address, or null
 */
record UrlHost(String name, @Nullable String zone) {

    /** The host of a URL that has none. */
    static final UrlHost NONE = new UrlHost("", null);

    /** What a name must not hold once decoded; most of it would change the meaning of a URL put together again. */
    private static final String REFUSED = " \t/:#?!@{}[]\\$'\"^`*<>=;,+&()%|";

    private static final int MAX_ZONE_LENGTH = 15;

    /**
     * Normalises the host part of a URL.
     *
     * @param text the part, not empty
     * @param position where it begins in the URL, for messages
     */
    static UrlHost of(String text, int position) {
        if (text.charAt(0) == '[') {
            return address(text.substring(1, text.length() - 1), position);
        }
        byte[] decoded = PercentCoding.decode(text);
        StringBuilder name = new StringBuilder(decoded.length);
        for (byte b : decoded) {
            if (b < 0) {
                throw new TransferFailure(
                        ResultCode.NOT_BUILT_IN,
                        "the URL has an international host name at position " + position
                                + "; that needs the optional IDN module, or the name's ASCII form (xn--...)");
            }
            if (b < ' ' || b == 0x7f || REFUSED.indexOf(b) >= 0) {
                throw malformed("the URL has a host name at position " + position + " with the character "
                        + Integer.toHexString(b) + " (hexadecimal), which is not allowed there");
            }
            name.append((char) b);
        }
        return new UrlHost(Ipv4.normalize(name.toString().toLowerCase(Locale.ROOT)), null);
    }

    private static UrlHost address(String text, int position) {
        int percent = text.indexOf('%');
        String digits = percent < 0 ? text : text.substring(0, percent);
        String zone = percent < 0 ? null : zone(text.substring(percent + 1), position);
        String normal = Ipv6.normalize(digits);
        if (normal == null) {
            throw malformed("the URL has no valid IPv6 address in the brackets at position " + position);
        }
        return new UrlHost("[" + normal + "]", zone);
    }

    /** The percent sign of a zone should be written %25 (RFC 6874), but often is not. */
    private static String zone(String text, int position) {
        String zone = text.startsWith("25") && text.length() > 2 ? text.substring(2) : text;
        if (zone.isEmpty() || zone.length() > MAX_ZONE_LENGTH || !zone.chars().allMatch(UrlHost::isZoneChar)) {
            throw malformed("the URL has no valid zone in the IPv6 address at position " + position + "; one to "
                    + MAX_ZONE_LENGTH + " letters, digits or any of -._~ are expected");
        }
        return zone;
    }

    private static boolean isZoneChar(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static TransferFailure malformed(String message) {
        return new TransferFailure(ResultCode.URL_MALFORMAT, message);
    }
}
