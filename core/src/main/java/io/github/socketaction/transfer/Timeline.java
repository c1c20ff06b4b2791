package io.github.socketaction.transfer;

/**
 * When a transfer reached each of its steps: nanoseconds of the multi's clock since it was added, or -1 for a step not
 * (yet) reached or not needed.
 */
public interface Timeline {

    /** The transfer got a connection or leave to open one; what passed before was waiting for limits. */
    long queued();

    /** The name was looked up. */
    long nameLookup();

    /** The socket was connected; libcurl's {@code CURLINFO_CONNECT_TIME}. */
    long connected();

    /** TLS was there with the last peer that speaks it; libcurl's {@code CURLINFO_APPCONNECT_TIME}. */
    long secured();

    /** The request was about to be sent. */
    long preTransfer();

    /** The first byte of the response arrived. */
    long startTransfer();

    /** The transfer completed. */
    long total();
}
