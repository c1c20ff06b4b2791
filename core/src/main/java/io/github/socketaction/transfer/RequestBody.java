package io.github.socketaction.transfer;

import java.util.Objects;

/**
 * The body of a request.
 *
 * @param callback gives the bytes
 * @param length how many there are, or {@link #UNKNOWN_LENGTH}; a body of unknown length is sent in chunks (RFC 9112,
 *     section 7.1)
 */
public record RequestBody(ReadCallback callback, long length) {

    /** The length of a body that ends when its callback says so. */
    public static final long UNKNOWN_LENGTH = -1;

    public RequestBody {
        Objects.requireNonNull(callback, "callback");
        if (length < UNKNOWN_LENGTH) {
            throw new IllegalArgumentException(
                    "the length of a request body is " + length + "; it must be at least 0, or -1 for unknown");
        }
    }

    /** Whether the length is known. */
    public boolean isSized() {
        return length != UNKNOWN_LENGTH;
    }
}
