package io.github.socketaction.transfer;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The figures of one transfer, as {@code curl_easy_getinfo} gives them. Live while the transfer runs. */
public interface TransferInfo {

    /** The status code of the last response head, or 0 before there is one. */
    int status();

    /** The HTTP version of the last response head, in tenths: 10 or 11; 0 before there is one. */
    int httpVersion();

    /** The URL as it was given. */
    String effectiveUrl();

    /** Body bytes handed to the application so far. */
    long downloadedBytes();

    /** The length that the response head announced for the body, in bytes, or -1 while unknown. */
    long downloadLength();

    /** Request body bytes taken from the application so far. */
    long uploadedBytes();

    /** Bytes of all response heads and trailers so far, and of the heads of a proxy's answers to {@code CONNECT}. */
    long headerBytes();

    /** Bytes of requests sent so far, those for a tunnel included. */
    long requestBytes();

    /**
     * The status code of the last answer to {@code CONNECT} while a connection was opened for this transfer, be it a refusal,
     * or 0 if there was none; libcurl's {@code CURLINFO_HTTP_CONNECTCODE}.
     */
    int connectStatus();

    /** Whether a proxy of whatever kind is on the way to the server; libcurl's {@code CURLINFO_USED_PROXY}. */
    boolean usedProxy();

    /**
     * The number of the connection that serves the transfer, or served it last: from 0 upward, no other connection of the same
     * multi has or had it. -1 before one is given to it; libcurl's {@code CURLINFO_CONN_ID}.
     */
    long connectionId();

    /** How many connections were opened for this transfer: 0 when it used one from the pool. */
    int newConnections();

    /** The address of the peer, or null before a connection is there. */
    @Nullable SocketAddress remoteAddress();

    /** Our own address on the connection, or null before a connection is there. */
    @Nullable SocketAddress localAddress();

    /**
     * What was agreed upon in TLS with the server, and its certificates; libcurl's {@code CURLINFO_CERTINFO}. Null before the
     * connection is there, and without TLS.
     */
    @Nullable TlsInfo tls();

    /** When each step was reached. */
    Timeline timeline();
}
