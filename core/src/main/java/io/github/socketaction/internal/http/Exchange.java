package io.github.socketaction.internal.http;

import io.github.socketaction.internal.TransferFailure;

/**
 * One request and its response over one connection. Bytes are pulled from below when asked, and pushed into a sink
 * above; nothing is read that nobody asked for. No method waits.
 */
public interface Exchange {

    /**
     * Sends what is left of the request, until all is sent, nothing more is taken, the source says otherwise, or the
     * budget is spent.
     *
     * @param source gives the body; not asked if there is none
     * @param pieces how many pieces to ask of the source at most
     * @throws TransferFailure when sending failed or the body is not as long as announced
     */
    SendProgress send(RequestSource source, int pieces);

    /**
     * Delivers what was kept back, then reads and delivers until the response is complete, nothing more is there, the
     * sink says otherwise, or the budget is spent.
     *
     * @param sink takes the response
     * @param reads how many times to read at most
     * @throws TransferFailure when receiving failed or the response is not acceptable
     */
    Progress receive(ResponseSink sink, int reads);

    /** Whether bytes are kept here that {@link #receive} can deliver without reading. */
    boolean hasBuffered();

    /** Whether any byte of the response was seen; before that, a request may be tried again on another connection. */
    boolean responseStarted();

    /** Whether any byte of a request body was asked of its source; after that, the request cannot be sent again. */
    boolean bodyStarted();

    /** Whether the connection can serve another exchange; meaningful when the response is complete. */
    boolean connectionReusable();

    /** Bytes of the request sent so far. */
    long sentBytes();

    /** Gives back all buffers. Called once, at the end, however it came. */
    void close();
}
