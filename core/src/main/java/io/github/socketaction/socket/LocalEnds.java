package io.github.socketaction.socket;

import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses our own end of a connection as {@link SocketOptions} ask for it, for backends. */
public final class LocalEnds {

    /** Ports of a range that are tried; each try is a system call, and the caller is not to wait for many. */
    private static final int MAX_TRIES = 1_024;

    private LocalEnds() {}

    /** Binds a socket. */
    @FunctionalInterface
    public interface Binder {
        /** Binds it to an address, whose port may be 0 for any; throws when that is not to be had. */
        void bind(InetSocketAddress local) throws IOException;
    }

    /**
     * Binds a socket to what the options ask for; to nothing if they leave it to the system.
     *
     * @param remote what is to be connected to afterwards
     * @throws BindException when it is not to be had, with a message that says what, and why
     */
    public static void bind(SocketOptions options, InetSocketAddress remote, Binder binder) throws BindException {
        if (!options.asksForLocalEnd()) {
            return;
        }
        InetAddress address = address(options.local(), remote.getAddress());
        PortRange ports = options.localPorts();
        int port = ports == null ? 0 : ports.first();
        int last = ports == null ? 0 : Math.min(ports.last(), port + MAX_TRIES - 1);
        IOException refusal = null;
        for (; port <= last; port++) {
            try {
                binder.bind(new InetSocketAddress(address, port));
                return;
            } catch (IOException e) {
                refusal = e;
            }
        }
        throw refused(
                "cannot use the local address " + address.getHostAddress() + (ports == null ? "" : " " + ports),
                refusal);
    }

    /** The address of ours for connecting to another: that which was asked for, or one of the interface's. */
    private static InetAddress address(@Nullable LocalEnd local, InetAddress remote) throws BindException {
        boolean six = remote instanceof Inet6Address;
        if (local == null) {
            return any(six);
        }
        InetAddress asked = local.address();
        if (asked != null && asked instanceof Inet6Address != six) {
            throw refused(
                    "cannot use the local address " + asked.getHostAddress() + " for connecting to "
                            + remote.getHostAddress() + ", which is of the other family",
                    null);
        }
        String name = local.interfaceName();
        if (name == null) {
            return asked == null ? any(six) : asked;
        }
        return ofInterface(name, asked, remote);
    }

    private static InetAddress ofInterface(String name, @Nullable InetAddress asked, InetAddress remote)
            throws BindException {
        InetAddress second = null;
        for (InetAddress each : addressesOf(name)) {
            if (asked != null) {
                if (each.equals(asked)) {
                    return each;
                }
            } else if (each instanceof Inet6Address == remote instanceof Inet6Address) {
                if (each.isLinkLocalAddress() == remote.isLinkLocalAddress()) {
                    return each;
                }
                second = each;
            }
        }
        if (second != null) {
            return second;
        }
        String wanted = asked == null
                ? "address for connecting to " + remote.getHostAddress()
                : "address " + asked.getHostAddress();
        throw refused("the network interface " + name + " has no " + wanted, null);
    }

    private static List<InetAddress> addressesOf(String name) throws BindException {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            if (found != null) {
                return Collections.list(found.getInetAddresses());
            }
        } catch (IOException e) {
            throw refused("cannot ask for the network interface " + name, e);
        }
        throw refused("there is no network interface " + name, null);
    }

    private static InetAddress any(boolean six) throws BindException {
        try {
            return InetAddress.getByAddress(new byte[six ? 16 : 4]);
        } catch (IOException e) {
            throw refused("there is no address of zeros", e);
        }
    }

    private static BindException refused(String what, @Nullable IOException why) {
        BindException refusal = new BindException(why == null ? what : what + ": " + why.getMessage());
        refusal.initCause(why);
        return refusal;
    }
}
