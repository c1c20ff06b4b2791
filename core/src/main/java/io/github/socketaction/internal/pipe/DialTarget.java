package io.github.socketaction.internal.pipe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a connection is to lead: one or several addresses, in the order in which they are to be tried. */
public final class DialTarget {

    private final String name;
    private final int port;
    private final List<InetAddress> addresses;
    private final @Nullable SocketAddress only;

    private DialTarget(String name, int port, List<InetAddress> addresses, @Nullable SocketAddress only) {
        this.name = name;
        this.port = port;
        this.addresses = addresses;
        this.only = only;
    }

    /**
     * A port of a host. Its families take turns, beginning with that of the first address (RFC 8305, section 4); within
     * a family the order stays.
     *
     * @param name what the addresses stand for, for messages
     * @param addresses best first, at least one
     */
    public static DialTarget of(String name, int port, List<InetAddress> addresses) {
        return new DialTarget(name, port, interleaved(addresses), null);
    }

    /** A Unix-domain socket. */
    public static DialTarget of(SocketAddress address) {
        return new DialTarget("the Unix-domain socket " + address, -1, List.of(), address);
    }

    /** How many addresses there are. */
    int size() {
        return only == null ? addresses.size() : 1;
    }

    /** The address to be tried at a place, from 0 on. */
    SocketAddress address(int place) {
        return only == null ? new InetSocketAddress(addresses.get(place), port) : only;
    }

    /**
     * As the user wrote it, with what it stands for where that says more.
     *
     * @param detail addresses, or null
     */
    String text(@Nullable String detail) {
        if (only != null) {
            return name;
        }
        String target = name + " port " + port;
        return detail == null || detail.equals(name) ? target : target + " (" + detail + ")";
    }

    private static List<InetAddress> interleaved(List<InetAddress> addresses) {
        int size = addresses.size();
        boolean firstIsSix = isSix(addresses.get(0));
        int otherwise = nextOfFamily(addresses, 1, !firstIsSix);
        if (size < 3 || otherwise == size) {
            return addresses;
        }
        List<InetAddress> order = new ArrayList<>(size);
        int same = 0;
        while (order.size() < size) {
            if (same < size) {
                order.add(addresses.get(same));
                same = nextOfFamily(addresses, same + 1, firstIsSix);
            }
            if (otherwise < size) {
                order.add(addresses.get(otherwise));
                otherwise = nextOfFamily(addresses, otherwise + 1, !firstIsSix);
            }
        }
        return order;
    }

    /** The place of the next address of a family, or the size. */
    private static int nextOfFamily(List<InetAddress> addresses, int from, boolean six) {
        int place = from;
        while (place < addresses.size() && isSix(addresses.get(place)) != six) {
            place++;
        }
        return place;
    }

    private static boolean isSix(InetAddress address) {
        return address instanceof Inet6Address;
    }
}
