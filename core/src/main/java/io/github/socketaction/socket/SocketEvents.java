package io.github.socketaction.socket;

/**
 * Bits that say what happened on a socket; libcurl's {@code CURL_CSELECT_*} with the same numbers. They are hints: the
 * engine makes the same progress with 0 or with wrong ones.
 */
public final class SocketEvents {
    /** It can be read, or its end or an error can be. */
    public static final int IN = 1;
    /** It can be written, or its connect has ended. */
    public static final int OUT = 2;
    /** An error or a hang-up is pending. */
    public static final int ERR = 4;

    private SocketEvents() {}
}
