package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.ReceiveBuffer;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.transfer.ResultCode;

/** Reads a status line (RFC 9112, section 4) with curl's leniencies and curl's result codes. */
final class StatusLine {

    private static final byte[] PREFIX = "http/".getBytes(US_ASCII);

    /** Where the status code is in {@code HTTP/1.1 200}. */
    private static final int CODE_OFFSET = 9;

    private static final int SHORTEST = CODE_OFFSET + 3;

    private StatusLine() {}

    /** Whether what is there may be the beginning of a status line. */
    static boolean mayBegin(ReceiveBuffer in) {
        int length = Math.min(in.size(), PREFIX.length);
        return hasPrefix(in.copy(in.start(), in.start() + length), length);
    }

    /**
     * Reads the line and begins the head with it.
     *
     * @param afterInterim whether a head preceded it, so that the peer is known to speak HTTP
     */
    static void parse(byte[] line, int length, ResponseHead head, boolean afterInterim) {
        if (length < PREFIX.length || !hasPrefix(line, length)) {
            throw notHttp(afterInterim);
        }
        if (isVersion(line, length, '2') || isVersion(line, length, '3')) {
            throw new TransferFailure(
                    ResultCode.WEIRD_SERVER_REPLY,
                    "the server answered an HTTP/1.1 request with HTTP/" + (char) line[PREFIX.length]);
        }
        int status = status(line, length);
        if (status < 100) {
            throw new TransferFailure(
                    ResultCode.UNSUPPORTED_PROTOCOL,
                    "the server sent a status line that is not HTTP/1.0 or HTTP/1.1 with a code of three digits");
        }
        if (status == 101) {
            throw new TransferFailure(
                    ResultCode.WEIRD_SERVER_REPLY, "the server switched protocols (101), which it was not asked to");
        }
        head.begin(line[7] == '0' ? 10 : 11, status);
    }

    /** The failure of a peer that does not speak HTTP. */
    static TransferFailure notHttp(boolean afterInterim) {
        return afterInterim
                ? new TransferFailure(
                        ResultCode.WEIRD_SERVER_REPLY, "the server sent no status line after an interim response")
                : new TransferFailure(
                        ResultCode.UNSUPPORTED_PROTOCOL,
                        "the server sent no HTTP status line; it speaks another protocol or HTTP/0.9");
    }

    private static boolean hasPrefix(byte[] line, int length) {
        for (int i = 0; i < Math.min(length, PREFIX.length); i++) {
            byte b = line[i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a version without a minor number, followed by a blank, is there: HTTP/2 or HTTP/3. */
    private static boolean isVersion(byte[] line, int length, char major) {
        return length > PREFIX.length + 1
                && line[PREFIX.length] == major
                && FieldValue.isBlank(line[PREFIX.length + 1]);
    }

    /** The status code, or -1 if the line is not as it must be. No more is asked of what follows than to be no digit. */
    private static int status(byte[] line, int length) {
        if (length < SHORTEST
                || line[5] != '1'
                || line[6] != '.'
                || (line[7] & ~1) != '0'
                || !FieldValue.isBlank(line[8])
                || (length > SHORTEST && digit(line[SHORTEST]) >= 0)) {
            return -1;
        }
        int hundreds = digit(line[CODE_OFFSET]);
        int tens = digit(line[CODE_OFFSET + 1]);
        int ones = digit(line[CODE_OFFSET + 2]);
        return hundreds < 0 || tens < 0 || ones < 0 ? -1 : hundreds * 100 + tens * 10 + ones;
    }

    private static int digit(byte b) {
        return b >= '0' && b <= '9' ? b - '0' : -1;
    }
}
