package io.github.socketaction.transfer;

/** One of the two ways in which a transfer moves bytes; libcurl's {@code CURLPAUSE_SEND} and {@code CURLPAUSE_RECV}. */
public enum Direction {
    /** From the application to the server: the request body. */
    SENDING,
    /** From the server to the application: the response. */
    RECEIVING
}
