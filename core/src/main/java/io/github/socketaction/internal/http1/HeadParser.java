package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.HeadLimits;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.transfer.ResultCode;

/**
 * Understands the lines of response heads and trailers, one at a time.
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
    private final LineReader lines = new LineReader();
    private final HeadLimits limits = new HeadLimits();
    private final ResponseHead head = new ResponseHead();
    private final FieldValue value = new FieldValue();

    private boolean statusLineSeen;
    private boolean interimSeen;
    private Previous previous = Previous.NONE;

    HeadParser(ReceiveBuffer in) {
        this.in = in;
    }

    /** Starts over, for the heads of another response. */
    void begin() {
        lines.begin();
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

    /**
     * The length of the line at the start of the buffer, with its line feed; 0 while its end is not there.
     *
     * @param limit the longest line that is accepted, in bytes with its line feed
     */
    int next(int limit) {
        int length = lines.next(in, limit);
        if (length == 0) {
            checkBeginning();
        }
        return length;
    }

    /**
     * Understands the line at the start of the buffer.
     *
     * @param length of the line, with its line feed
     * @return whether it is the empty line that ends a head
     */
    boolean line(int length) {
        limits.countLine(length);
        byte[] line = in.copy(in.start(), in.start() + length);
        int end = lineEnd(line, length);
        if (!statusLineSeen) {
            StatusLine.parse(line, end, head, interimSeen);
            refuseNul();
            statusLineSeen = true;
            previous = Previous.NONE;
            return false;
        }
        if (end == 0) {
            if (head.interim()) {
                statusLineSeen = false;
                interimSeen = true;
            }
            return true;
        }
        field(line, end);
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
        byte[] line = in.copy(in.start(), in.start() + length);
        int end = lineEnd(line, length);
        if (end == 0) {
            return true;
        }
        limits.countField();
        refuseNul();
        fieldName(line, end);
        return false;
    }

    /** Refuses bytes that cannot become a status line, before their line end is there: it may never come. */
    private void checkBeginning() {
        if (!statusLineSeen && !in.isEmpty() && !StatusLine.mayBegin(in)) {
            throw StatusLine.notHttp(interimSeen);
        }
    }

    /** Where the line ends without its line feed and the carriage return before it. */
    private static int lineEnd(byte[] line, int length) {
        return length > 1 && line[length - 2] == '\r' ? length - 2 : length - 1;
    }

    private void field(byte[] line, int end) {
        limits.countField();
        refuseNul();
        if (previous != Previous.NONE && FieldValue.isBlank(line[0])) {
            continuation();
            return;
        }
        int colon = fieldName(line, end);
        previous = Previous.OTHER;
        if (colon == 0 || FieldValue.isBlank(line[colon - 1]) || FieldValue.isBlank(line[0])) {
            // Not the name that it looks like, but others may have taken it for that (RFC 9112, section 5.1).
            head.announceAmbiguous();
        } else if (FieldValue.matches(line, 0, colon, CONTENT_LENGTH)) {
            previous = Previous.FRAMING;
            value.begin(line, colon + 1, end);
            contentLength();
        } else if (FieldValue.matches(line, 0, colon, TRANSFER_ENCODING)) {
            previous = Previous.FRAMING;
            value.begin(line, colon + 1, end);
            transferEncoding();
        } else if (FieldValue.matches(line, 0, colon, CONNECTION)) {
            previous = Previous.CONNECTION;
            value.begin(line, colon + 1, end);
            connection();
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
    private static int fieldName(byte[] line, int end) {
        int colon = FieldValue.indexOf(':', line, 0, end);
        if (colon < 0) {
            throw weird("a header line without a colon");
        }
        if (line[0] == '\r') {
            throw weird("a header line that begins with a carriage return");
        }
        return colon;
    }

    /** A list of equal numbers is one number (RFC 9110, section 8.6). */
    private void contentLength() {
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

    private void transferEncoding() {
        head.announceCoding();
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

    private void connection() {
        while (value.nextMember()) {
            if (value.is(CLOSE)) {
                head.announceClose();
            } else if (value.is(KEEP_ALIVE)) {
                head.announceKeepAlive();
            }
        }
    }

    private void refuseNul() {
        if (lines.isNulSeen()) {
            throw weird("a NUL in a header line");
        }
    }

    private static TransferFailure weird(String what) {
        return new TransferFailure(
                ResultCode.WEIRD_SERVER_REPLY, "the server sent " + what + "; the response cannot be trusted");
    }
}
