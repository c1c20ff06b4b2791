package io.github.socketaction.internal.tls;

/** Who a peer is to us. */
public enum TlsRole {
    /** The server that the request is for. */
    ORIGIN,
    /** Somebody in between. */
    PROXY
}
