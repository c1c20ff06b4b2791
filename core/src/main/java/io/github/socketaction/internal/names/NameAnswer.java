package io.github.socketaction.internal.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a resolver said of a name.
 *
 * @param addresses best first; none when it failed
 * @param failure why it failed; null when it did not, or when the resolver gave no address and no reason
 */
record NameAnswer(List<InetAddress> addresses, @Nullable Exception failure) {

    /** Addresses of one name that are kept; a name server could send any number of them. */
    static final int MAX_ADDRESSES = 1_024;

    static NameAnswer of(List<InetAddress> found) {
        return new NameAnswer(List.copyOf(found.subList(0, Math.min(found.size(), MAX_ADDRESSES))), null);
    }

    static NameAnswer of(Exception failure) {
        return new NameAnswer(List.of(), failure);
    }

    boolean isNegative() {
        return addresses.isEmpty();
    }

    /** Whether it says something of the name, and not of a resolver that could not do its work just now. */
    boolean isWorthKeeping() {
        return failure == null || failure instanceof UnknownHostException;
    }
}
