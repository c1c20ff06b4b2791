package io.github.socketaction.internal.http;

import io.github.socketaction.transfer.Flow;
import java.nio.ByteBuffer;

/** Takes a response as it comes out of an exchange. All buffers are read-only and valid only during the call. */
public interface ResponseSink {

    /** The first byte of the response arrived. */
    void started();

    /**
     * One line of a head or of trailers, byte for byte with its line end. A status line and the empty line come too. The
     * line counts as taken whatever is answered.
     */
    Flow headerLine(ByteBuffer line);

    /**
     * A head is complete; called before the empty line that ended it is given to {@link #headerLine}. Interim (1xx)
     * heads come too.
     */
    void head(ResponseHead head);

    /** A piece of body with at least one byte; what the sink leaves in it comes again. */
    Flow body(ByteBuffer piece);
}
