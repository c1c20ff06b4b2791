package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.HeadLimits;

/** Finds whole lines, looking at each byte once however slowly they come. */
final class LineReader {

    /** How many bytes from the start are known to hold no line end. */
    private int scanned;

    /** Whether a NUL was found since the line began. */
    private boolean isNulSeen;

    /** Starts over. */
    void begin() {
        scanned = 0;
    }

    /**
     * The length of the line at the start of the buffer, with its line feed; 0 while its end is not there.
     *
     * @param limit the longest line that is accepted, in bytes with its line feed
     */
    int next(ReceiveBuffer in, int limit) {
        if (scanned == 0) {
            isNulSeen = false;
        }
        int start = in.start();
        int lineFeed = lineFeed(in, start + scanned, in.end());
        int length = lineFeed < 0 ? in.size() : lineFeed + 1 - start;
        if (length > limit || (lineFeed < 0 && length == limit)) {
            throw HeadLimits.exceeded("a line of more than " + limit + " bytes");
        }
        scanned = lineFeed < 0 ? length : 0;
        return lineFeed < 0 ? 0 : length;
    }

    /** Whether there is a NUL in the line that was found last. */
    boolean isNulSeen() {
        return isNulSeen;
    }

    private int lineFeed(ReceiveBuffer in, int from, int to) {
        int at = in.indexOfAtMost('\n', from, to);
        while (at >= 0 && in.get(at) != '\n') {
            isNulSeen |= in.get(at) == 0;
            at = in.indexOfAtMost('\n', at + 1, to);
        }
        return at;
    }
}
