package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.HeadLimits;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.transfer.ResultCode;

/**
 * Understands the lines of response heads and trailers, one at a time and in place.
 *
 * <p>As lenient as curl where nothing can be misunderstood (a lone line feed ends a line, names may hold any byte, a reason
 * may be missing), and strict about everything that says where the response ends.
 */
final class HeadParser {

    private static final byte[] CONTENT_LENGTH = "content-length".getBytes(US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding".getBytes(US_ASCII);
    private static final byte[] CONNECTION = "connection".getBytes(US_ASCII);
    private static final byte[] CHUNKED = "chunked".getBytes(US_ASCII);
    private static final byte[] IDENTITY = "identity".getBytes(US_ASCII);
    private static final byte[] CLOSE = "close".getBytes(US_ASCII);
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);

    /** What the field before the current line was, for a line that continues it (obs-fold). */
    private enum Previous {
        /** There is none: the line before was the status line. */
        NONE,
        /** One that does not matter to us. */
        OTHER,
        /** One that says where the body ends. */
        FRAMING,
        /** One that says whether the connection goes on. */
        CONNECTION
    }

    private final ReceiveBuffer in;
    private final HeadLimits limits = new HeadLimits();
    private final ResponseHead head = new ResponseHead();
    private final FieldValue value;

    private boolean statusLineSeen;
    private boolean interimSeen;
    private Previous previous = Previous.NONE;

    HeadParser(ReceiveBuffer in) {
        this.in = in;
        this.value = new FieldValue(in);
    }

    /** Starts over, for the heads of another response. */
    void begin() {
        limits.begin();
        head.begin(0, 0);
        statusLineSeen = false;
        interimSeen = false;
        previous = Previous.NONE;
    }

    /** What the lines so far said. */
    ResponseHead head() {
        return head;
    }

    /** Whether the status line of the final head is there, so that an end of the stream leaves a response. */
    boolean finalHeadBegun() {
        return statusLineSeen && !head.interim();
    }

    /** Refuses bytes that cannot become a status line, before their line end is there: it may never come. */
    void checkBeginning() {
        if (!statusLineSeen && !in.isEmpty() && !StatusLine.mayBegin(in)) {
            throw StatusLine.notHttp(interimSeen);
        }
    }

    /**
     * Understands the line at the start of the buffer.
     *
     * @param length of the line, with its line feed
     * @return whether it is the empty line that ends a head
     */
    boolean line(int length) {
        limits.countLine(length);
        int from = in.start();
        int to = lineEnd(from, length);
        if (!statusLineSeen) {
            StatusLine.parse(in, from, to, head, interimSeen);
            refuseNul(from, to);
            statusLineSeen = true;
            previous = Previous.NONE;
            return false;
        }
        if (from == to) {
            if (head.interim()) {
                statusLineSeen = false;
                interimSeen = true;
            }
            return true;
        }
        field(from, to);
        return false;
    }

    /**
     * Checks the trailer line at the start of the buffer. No trailer changes what the head said.
     *
     * @return whether it is the empty line that ends the trailers
     */
    boolean trailer(int length) {
        limits.countLine(length);
        limits.countTrailer(length);
        int from = in.start();
        int to = lineEnd(from, length);
        if (from == to) {
            return true;
        }
        limits.countField();
        refuseNul(from, to);
        fieldName(from, to);
        return false;
    }

    /** Where the line ends without its line feed and the carriage return before it. */
    private int lineEnd(int from, int length) {
        int to = from + length - 1;
        return to > from && in.get(to - 1) == '\r' ? to - 1 : to;
    }

    private void field(int from, int to) {
        limits.countField();
        refuseNul(from, to);
        if (previous != Previous.NONE && FieldValue.isBlank(in.get(from))) {
            continuation();
            return;
        }
        int colon = fieldName(from, to);
        previous = Previous.OTHER;
        if (colon == from || FieldValue.isBlank(in.get(colon - 1)) || FieldValue.isBlank(in.get(from))) {
            // Not the name that it looks like, but others may have taken it for that (RFC 9112, section 5.1).
            head.announceAmbiguous();
        } else if (FieldValue.matches(in, from, colon, CONTENT_LENGTH)) {
            previous = Previous.FRAMING;
            contentLength(colon + 1, to);
        } else if (FieldValue.matches(in, from, colon, TRANSFER_ENCODING)) {
            previous = Previous.FRAMING;
            transferEncoding(colon + 1, to);
        } else if (FieldValue.matches(in, from, colon, CONNECTION)) {
            previous = Previous.CONNECTION;
            connection(colon + 1, to);
        }
    }

    /** The line continues the field before it, which was understood without it: harmless only where we do not care. */
    private void continuation() {
        if (previous == Previous.FRAMING) {
            throw weird("a folded Content-Length or Transfer-Encoding header");
        }
        if (previous == Previous.CONNECTION) {
            head.announceAmbiguous();
        }
    }

    /** Where the colon after the name is. */
    private int fieldName(int from, int to) {
        int colon = in.indexOf((byte) ':', from, to);
        if (colon < 0) {
            throw weird("a header line without a colon");
        }
        if (in.get(from) == '\r') {
            throw weird("a header line that begins with a carriage return");
        }
        return colon;
    }

    /** A list of equal numbers is one number (RFC 9110, section 8.6). */
    private void contentLength(int from, int to) {
        value.begin(from, to);
        while (value.nextMember()) {
            long length = value.number();
            if (length < 0) {
                throw weird("a Content-Length that is no number below 2^63");
            }
            if (!head.announceLength(length)) {
                throw weird("two different values of Content-Length");
            }
        }
    }

    private void transferEncoding(int from, int to) {
        head.announceCoding();
        value.begin(from, to);
        while (value.nextMember()) {
            if (value.is(CHUNKED)) {
                head.announceChunked();
            } else if (!value.isEmpty() && !value.is(IDENTITY)) {
                throw new TransferFailure(
                        ResultCode.BAD_CONTENT_ENCODING,
                        "the server sent a transfer coding that was not asked for; only chunked is understood");
            }
        }
    }

    private void connection(int from, int to) {
        value.begin(from, to);
        while (value.nextMember()) {
            if (value.is(CLOSE)) {
                head.announceClose();
            } else if (value.is(KEEP_ALIVE)) {
                head.announceKeepAlive();
            }
        }
    }

    private void refuseNul(int from, int to) {
        if (in.indexOf((byte) 0, from, to) >= 0) {
            throw weird("a NUL in a header line");
        }
    }

    private static TransferFailure weird(String what) {
        return new TransferFailure(
                ResultCode.WEIRD_SERVER_REPLY, "the server sent " + what + "; the response cannot be trusted");
    }
}
