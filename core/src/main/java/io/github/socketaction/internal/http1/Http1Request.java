package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.http.PreparedRequest;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A request with the bytes it has on the wire in HTTP/1. Immutable, so one may serve many exchanges. */
public final class Http1Request {

    private final PreparedRequest prepared;
    private final byte[] encodedHead;
    private final boolean closes;

    private Http1Request(PreparedRequest prepared) {
        this.prepared = prepared;
        this.encodedHead = RequestEncoder.encode(prepared);
        this.closes = prepared.headers().stream().anyMatch(Http1Request::saysClose);
    }

    /**
     * Prepares and encodes what the options ask for.
     *
     * @throws io.github.socketaction.internal.TransferFailure when that cannot be done
     */
    public static Http1Request of(TransferOptions options) {
        return new Http1Request(PreparedRequest.of(options));
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
