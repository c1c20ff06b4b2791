package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.names.AddressLiterals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate names a host (RFC 9525): an address only by an address, a name by a name or by a {@code *} that
 * stands for its whole first label. The subject's common name counts for a name when there is no alternative name at all,
 * as with libcurl.
 */
final class HostNames {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private HostNames() {}

    /** Whether a host is an address and no name. */
    static boolean isAddress(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        boolean isDigits = !host.isEmpty();
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            isDigits &= c == '.' || (c >= '0' && c <= '9');
        }
        return isDigits;
    }

    /** Whether a certificate names a host. */
    static boolean match(String host, X509Certificate certificate) {
        boolean isAddress = isAddress(host);
        for (String name : names(certificate)) {
            boolean isMatch = isAddress ? isSameAddress(host, name) : matchName(host, name);
            if (isMatch) {
                return true;
            }
        }
        return false;
    }

    /** The hosts that a certificate names, as they count: addresses only from where addresses belong. */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = alternatives(certificate);
        for (List<?> alternative : alternatives) {
            Object type = alternative.get(0);
            if (alternative.get(1) instanceof String name) {
                // A dNSName that looks like an address names nothing, and an iPAddress never looks like a name.
                boolean counts = type.equals(IP_ADDRESS) || (type.equals(DNS_NAME) && !isAddress(name));
                if (counts) {
                    names.add(name);
                }
            }
        }
        String common = alternatives.isEmpty() ? commonName(certificate) : null;
        if (common != null && !isAddress(common)) {
            names.add(common);
        }
        return names;
    }

    private static boolean matchName(String host, String pattern) {
        String name = pattern.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (!name.startsWith("*.")) {
            return name.equals(host);
        }
        // The star is one label, and what follows it has at least two: *.com would be everybody.
        String suffix = name.substring(1);
        int firstDot = host.indexOf('.');
        return firstDot > 0
                && suffix.indexOf('*') < 0
                && suffix.indexOf('.', 1) > 0
                && host.substring(firstDot).equals(suffix);
    }

    private static boolean isSameAddress(String host, String name) {
        if (!isAddress(name)) {
            return false;
        }
        InetAddress wanted = address(host);
        return wanted != null && wanted.equals(address(name));
    }

    private static @Nullable InetAddress address(String literal) {
        try {
            List<InetAddress> found = AddressLiterals.find(literal);
            return found == null ? null : found.get(0);
        } catch (UnknownHostException none) {
            return null;
        }
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException unreadable) {
            // One entry of no kind: nothing is named, and the common name does not count.
            return List.of(List.of(0, ""));
        }
    }

    private static @Nullable String commonName(X509Certificate certificate) {
        return DistinguishedNames.commonName(
                certificate.getSubjectX500Principal().getName());
    }
}
