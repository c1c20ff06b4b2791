package io.github.socketaction.transfer;

import java.nio.ByteBuffer;

/** Sees what a transfer says and hears; libcurl's {@code CURLOPT_DEBUGFUNCTION}. */
@FunctionalInterface
public interface TraceCallback {

    /** What a traced piece is. */
    enum Kind {
        /** A sentence of the engine, in UTF-8, without a line end. */
        TEXT,
        /** Header bytes received. */
        HEADER_IN,
        /** Header bytes sent. */
        HEADER_OUT,
        /** Body bytes to be sent, without framing, as the read callback gave them. */
        DATA_OUT,
        /** Body bytes received, before they are offered to the body callback. */
        DATA_IN
    }

    /**
     * Sees one piece.
     *
     * @param transfer the transfer that is traced
     * @param kind what the bytes are
     * @param data the bytes, read-only, valid only during this call
     */
    void onTrace(Transfer transfer, Kind kind, ByteBuffer data);
}
