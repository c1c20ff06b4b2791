package io.github.socketaction.internal.http;

import java.nio.ByteBuffer;

/** Gives the body of a request to an exchange. */
public interface RequestSource {

    /** What a source answers. */
    enum Supply {
        /** Bytes were put, and more may follow. */
        MORE,
        /** There is nothing more for now, whatever was put. */
        PAUSED,
        /** Nothing was put, and nothing will be. */
        END,
        /** The transfer is to end. */
        ABORT
    }

    /**
     * Puts bytes into a buffer.
     *
     * @param target has room for at least one byte, and for no more than may be sent
     */
    Supply supply(ByteBuffer target);
}
