package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.http.ResponseHead;

/** How the end of a response body is found (RFC 9112, section 6.3). */
enum BodyFraming {
    /** There is no body. */
    NONE,
    /** Its length is known. */
    SIZED,
    /** It comes in chunks, the last one being empty. */
    CHUNKED,
    /** It ends with the stream. */
    UNTIL_CLOSE;

    /**
     * The framing that a final head announces.
     *
     * @param answersHead whether the request was a HEAD, whose response never has a body
     */
    static BodyFraming of(ResponseHead head, boolean answersHead) {
        if (answersHead || head.bodiless()) {
            return NONE;
        }
        if (head.chunked()) {
            return CHUNKED;
        }
        if (head.contentLength() >= 0) {
            return head.contentLength() == 0 ? NONE : SIZED;
        }
        return UNTIL_CLOSE;
    }
}
