package io.github.socketaction.transfer;

import java.nio.ByteBuffer;

/** Takes the header lines of a response; libcurl's {@code CURLOPT_HEADERFUNCTION}. */
@FunctionalInterface
public interface HeaderCallback {

    /**
     * Takes one line, byte for byte as the server sent it with its line end: the status line, each field, the empty
     * line that ends a head, and the trailer lines of a chunked body. The heads of interim (1xx) responses come too, and
     * those of refusals by a proxy that were answered ({@link ProxyOptions.Auth}): more than one head may come for a response.
     *
     * <p>A line comes once, whatever is answered and whatever position the buffer is left at.
     *
     * @param transfer the transfer that the line belongs to
     * @param line one whole line, read-only, valid only during this call
     * @return how to go on; {@code ABORT} ends the transfer with {@link ResultCode#WRITE_ERROR}
     */
    Flow onHeader(Transfer transfer, ByteBuffer line);
}
