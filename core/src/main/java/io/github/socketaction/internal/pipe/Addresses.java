package io.github.socketaction.internal.pipe;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses as people read them. */
final class Addresses {

    private Addresses() {}

    /** {@code 192.0.2.1 port 80}, {@code [2001:db8::1] port 80}. */
    static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? host(inet) + " port " + inet.getPort() : host(address);
    }

    /** {@code 192.0.2.1}, {@code [2001:db8::1]}; the whole of an address without a port. */
    static String host(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return address.toString();
        }
        String host = inet.getAddress().getHostAddress();
        return inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
    }
}
