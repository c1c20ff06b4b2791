package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.http.Forwarding;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.http.PreparedRequest;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request with the bytes it has on the wire in HTTP/1. Immutable, so one may serve many exchanges. */
public final class Http1Request {

    private final PreparedRequest prepared;
    private final byte[] encodedHead;
    private final boolean closes;

    /** Whether a tunnel is asked for, so that bytes after a 2xx head are no body. */
    private final boolean asksForTunnel;

    private Http1Request(PreparedRequest prepared, byte[] encodedHead, boolean asksForTunnel) {
        this.prepared = prepared;
        this.encodedHead = encodedHead;
        this.asksForTunnel = asksForTunnel;
        this.closes = prepared.headers().stream().anyMatch(Http1Request::saysClose);
    }

    /**
     * Prepares and encodes what the options ask for.
     *
     * @throws io.github.socketaction.internal.TransferFailure when that cannot be done
     */
    public static Http1Request of(TransferOptions options) {
        return of(PreparedRequest.of(options), null);
    }

    /**
     * Encodes a request.
     *
     * @param forwarding what is said to the proxy that forwards it, or null if it goes to the server itself
     * @throws io.github.socketaction.internal.TransferFailure if it would not be a safe request
     */
    public static Http1Request of(PreparedRequest prepared, @Nullable Forwarding forwarding) {
        return new Http1Request(prepared, RequestEncoder.encode(prepared, forwarding), false);
    }

    /**
     * Asks a proxy for a tunnel to the origin of a request (RFC 9110, section 9.3.6).
     *
     * @param request its headers are those for the proxy
     * @param version the HTTP version, {@code 1.0} or {@code 1.1}
     * @param authorization the value of {@code Proxy-Authorization}, or null for none
     * @param userAgent the value of {@code User-Agent}, or null for none
     */
    public static Http1Request connect(
            PreparedRequest request, String version, @Nullable String authorization, @Nullable String userAgent) {
        byte[] head = RequestEncoder.encodeConnect(request, version, authorization, userAgent);
        return new Http1Request(request, head, true);
    }

    /** The request before encoding. */
    public PreparedRequest prepared() {
        return prepared;
    }

    /** Whom the request goes to. */
    public Origin origin() {
        return prepared.origin();
    }

    /** The bytes of the head, read-only, for a trace. */
    public ByteBuffer headBytes() {
        return ByteBuffer.wrap(encodedHead).asReadOnlyBuffer();
    }

    /** The request line and all fields with the empty line after them. Not to be changed. */
    byte[] encodedHead() {
        return encodedHead;
    }

    /** Whether no body belongs to this head, whatever it says. */
    boolean isAnsweredWithoutBody(ResponseHead head) {
        return prepared.head() || (asksForTunnel && head.status() / 100 == 2);
    }

    /** Whether the request itself says that its connection is to end with the response. */
    boolean closes() {
        return closes;
    }

    private static boolean saysClose(Header header) {
        return header.name().equalsIgnoreCase("Connection")
                && Arrays.stream(header.value().split(","))
                        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }
}
