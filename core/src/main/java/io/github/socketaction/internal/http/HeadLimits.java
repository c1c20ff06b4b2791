package io.github.socketaction.internal.http;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;

/**
 * Bounds what a peer can make us read as heads: counted over all of a response, its interim heads, its final one and its
 * trailers together, so that an endless series of small ones ends as well. curl's limits.
 */
public final class HeadLimits {

    /** The longest line of a head, in bytes with its line end. */
    public static final int LINE = 100 * 1024;

    /** All lines of a response together, in bytes. */
    public static final int ALL_LINES = 300 * 1024;

    /** How many fields a response may have. */
    public static final int FIELDS = 5_000;

    /** The longest line of trailers, in bytes with its line end. */
    public static final int TRAILER_LINE = 4_096;

    /** All trailer lines of a response together, in bytes. */
    public static final int ALL_TRAILERS = 64 * 1024;

    private int bytes;
    private int trailerBytes;
    private int fields;

    /** Starts over, for another response. */
    public void begin() {
        bytes = 0;
        trailerBytes = 0;
        fields = 0;
    }

    /**
     * Counts a line of a head.
     *
     * @param length at most {@link #LINE}
     * @throws TransferFailure with {@code WEIRD_SERVER_REPLY} when it is one too much
     */
    public void countLine(int length) {
        bytes += length;
        if (bytes > ALL_LINES) {
            throw exceeded("response heads of more than " + ALL_LINES + " bytes in all");
        }
    }

    /** Counts a field, besides its line. */
    public void countField() {
        if (++fields > FIELDS) {
            throw exceeded("more than " + FIELDS + " header fields");
        }
    }

    /** Counts a line of trailers, besides counting it as a line. */
    public void countTrailer(int length) {
        trailerBytes += length;
        if (trailerBytes > ALL_TRAILERS) {
            throw exceeded("trailers of more than " + ALL_TRAILERS + " bytes");
        }
    }

    /** The failure of a peer that sent more than we take. */
    public static TransferFailure exceeded(String what) {
        return new TransferFailure(
                ResultCode.WEIRD_SERVER_REPLY, "the server sent " + what + "; that is more than is accepted");
    }
}
