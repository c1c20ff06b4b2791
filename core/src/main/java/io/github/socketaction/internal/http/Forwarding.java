package io.github.socketaction.internal.http;

import io.github.socketaction.transfer.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says to a proxy that forwards it, besides what it says to the server.
 *
 * @param authorization the value of {@code Proxy-Authorization}, or null for none
 * @param fields the application's fields for the proxy
 */
public record Forwarding(@Nullable String authorization, List<Header> fields) {

    public Forwarding {
        fields = List.copyOf(fields);
    }

    /** The same with another answer to the question who we are. */
    public Forwarding withAuthorization(String newAuthorization) {
        return new Forwarding(newAuthorization, fields);
    }

    /** Without the value that may be a password. */
    @Override
    public String toString() {
        return "Forwarding[fields=" + fields.stream().map(Header::name).toList() + "]";
    }
}
