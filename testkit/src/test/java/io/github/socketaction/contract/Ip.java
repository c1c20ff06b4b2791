package io.github.socketaction.contract;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of the simulated world. */
final class Ip {

    private Ip() {}

    /** The address 127.0.0.n. */
    static InetAddress local(int n) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) n});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** A port of 127.0.0.n. */
    static InetSocketAddress local(int n, int port) {
        return new InetSocketAddress(local(n), port);
    }
}
