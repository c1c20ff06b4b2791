package io.github.socketaction.internal.route;

import io.github.socketaction.transfer.ResultCode;

/**
 * A host and port on the way to a server.
 *
 * @param host a name, or an address without brackets
 * @param port 1 to 65535
 * @param unresolved what it is called when its name has no address
 */
public record Hop(String host, int port, ResultCode unresolved) {

    /** The server itself. */
    static Hop server(String host, int port) {
        return new Hop(host, port, ResultCode.COULDNT_RESOLVE_HOST);
    }

    /** A server whose address a proxy has to be told; curl counts its look-up as a part of the proxy's doing. */
    static Hop behindProxy(String host, int port) {
        return new Hop(host, port, ResultCode.PROXY);
    }

    /** Somebody in between. */
    static Hop proxy(String host, int port) {
        return new Hop(host, port, ResultCode.COULDNT_RESOLVE_PROXY);
    }
}
