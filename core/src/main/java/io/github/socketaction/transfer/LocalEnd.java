package io.github.socketaction.transfer;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Our own end of connections; libcurl's {@code CURLOPT_INTERFACE}.
 *
 * @param interfaceName the network interface one of whose addresses is used, or null
 * @param address the address that is used, which must be one of the interface's if both are given, or null
 */
public record LocalEnd(
        @Nullable String interfaceName, @Nullable InetAddress address) {

    private static final String FORM = "NAME, if!NAME, host!ADDRESS or ifhost!NAME!ADDRESS";
    private static final String INTERFACE = "if!";
    private static final String HOST = "host!";
    private static final String BOTH = "ifhost!";

    /** Checks. */
    public LocalEnd {
        if (interfaceName == null && address == null) {
            throw new IllegalArgumentException("a local end needs an interface or an address");
        }
    }

    /**
     * Reads what curl's {@code --interface} takes: an interface or an address, {@code if!} with an interface, {@code host!}
     * with an address, or {@code ifhost!} with both. Unlike there an address is no name: nothing is looked up for it.
     *
     * @throws IllegalArgumentException when it cannot be read; the message says why
     */
    public static LocalEnd parse(String text) {
        HostPort reader = new HostPort(text, FORM);
        if (text.startsWith(INTERFACE)) {
            return new LocalEnd(name(reader, text.substring(INTERFACE.length())), null);
        }
        if (text.startsWith(HOST)) {
            return new LocalEnd(null, address(reader, text.substring(HOST.length())));
        }
        if (text.startsWith(BOTH)) {
            int between = text.indexOf('!', BOTH.length());
            if (between < 0) {
                throw reader.wrong("there is no address behind the interface");
            }
            return new LocalEnd(
                    name(reader, text.substring(BOTH.length(), between)), address(reader, text.substring(between + 1)));
        }
        InetAddress address = IpLiterals.parse(text);
        return address == null ? new LocalEnd(name(reader, text), null) : new LocalEnd(null, address);
    }

    private static String name(HostPort reader, String name) {
        if (name.isEmpty()) {
            throw reader.wrong("the name is missing");
        }
        return name;
    }

    private static InetAddress address(HostPort reader, String text) {
        InetAddress address = IpLiterals.parse(text);
        if (address == null) {
            throw reader.wrong("'" + text + "' is no IP address");
        }
        return address;
    }
}
