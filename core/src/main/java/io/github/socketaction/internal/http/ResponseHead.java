package io.github.socketaction.internal.http;

/**
 * What the head of a response says that matters to us, without its text. One object serves all heads of an exchange, the
 * interim ones and the final one.
 */
public final class ResponseHead {

    private int status;
    private int version;
    private long contentLength = -1;
    private boolean chunked;
    private boolean codingSeen;
    private boolean closeSeen;
    private boolean keepAliveSeen;
    private boolean ambiguous;

    /** Starts a new head: all that was known is forgotten. */
    public void begin(int newVersion, int newStatus) {
        version = newVersion;
        status = newStatus;
        contentLength = -1;
        chunked = false;
        codingSeen = false;
        closeSeen = false;
        keepAliveSeen = false;
        ambiguous = false;
    }

    /** The status code, 100 to 999; 0 before there is a head. */
    public int status() {
        return status;
    }

    /** The HTTP version in tenths: 10 or 11; 0 before there is a head. */
    public int version() {
        return version;
    }

    /** The announced length of the body in bytes, or -1 if none is announced or a transfer coding overrides it. */
    public long contentLength() {
        return chunked ? -1 : contentLength;
    }

    /** Whether the body comes in chunks. */
    public boolean chunked() {
        return chunked;
    }

    /** Whether this head precedes the one that counts (1xx). */
    public boolean interim() {
        return status >= 100 && status < 200;
    }

    /** Whether a response of this status has no body, whatever else its head says (RFC 9110, section 6.4.1). */
    public boolean bodiless() {
        return interim() || status == 204 || status == 304;
    }

    /**
     * Whether both sides agree that the connection goes on afterwards (RFC 9112, section 9.3). A head that another
     * recipient may have understood otherwise counts as no: it could be half of an attack.
     */
    public boolean persistent() {
        boolean contradicts = codingSeen && (contentLength >= 0 || version < 11);
        boolean bodyWhereNoneMayBe = status == 204 && (codingSeen || contentLength > 0);
        if (closeSeen || ambiguous || contradicts || bodyWhereNoneMayBe) {
            return false;
        }
        return version >= 11 || keepAliveSeen;
    }

    /**
     * Notes one value of {@code Content-Length}.
     *
     * @return whether it agrees with those before it
     */
    public boolean announceLength(long length) {
        if (contentLength >= 0 && contentLength != length) {
            return false;
        }
        contentLength = length;
        return true;
    }

    /** Notes a {@code Transfer-Encoding} field. */
    public void announceCoding() {
        codingSeen = true;
    }

    /** Notes the transfer coding {@code chunked}. */
    public void announceChunked() {
        chunked = true;
    }

    /** Notes the connection option {@code close}. */
    public void announceClose() {
        closeSeen = true;
    }

    /** Notes the connection option {@code keep-alive}. */
    public void announceKeepAlive() {
        keepAliveSeen = true;
    }

    /** Notes that another recipient could understand this head otherwise. */
    public void announceAmbiguous() {
        ambiguous = true;
    }
}
