package io.github.socketaction.testkit;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network between transports and servers in memory: who listens where, and what is on its way. Whatever takes time is
 * an event on the virtual clock; events of one moment happen in the order they were caused.
 */
public final class MemoryNetwork {

    /** What comes of an attempt to connect to an address. */
    public enum Route {
        /** There is a server, and the connect takes a round trip. */
        ACCEPT,
        /** There is a server, and the connect succeeds within the call. */
        ACCEPT_AT_ONCE,
        /** The connect fails after a round trip. */
        REFUSE,
        /** The connect fails within the call. */
        REFUSE_AT_ONCE,
        /** Nobody ever answers. */
        BLACK_HOLE
    }

    private record Event(long time, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private static final int FIRST_EPHEMERAL = 49152;
    private static final int LAST_EPHEMERAL = 65535;

    private final VirtualClock clock;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<SocketAddress, Route> routes = new HashMap<>();
    private final Map<SocketAddress, MemoryServer> servers = new HashMap<>();
    private final Set<InetSocketAddress> bound = new HashSet<>();
    private long order;
    private long latencyNanos;
    private boolean joinsSegments;
    private int nextPort = FIRST_EPHEMERAL;

    MemoryNetwork(VirtualClock clock) {
        this.clock = clock;
    }

    /** How long everything takes one way; zero at first. Holds for what is sent from now on. */
    public void latency(Duration oneWay) {
        latencyNanos = oneWay.toNanos();
    }

    /**
     * Says whether one read gives all that has arrived, as a kernel's does, or one segment, which is the rule at first.
     * Who waits for edges can only be tested with the former: for him a read of less than the room means "drained".
     */
    public void joinSegments(boolean join) {
        joinsSegments = join;
    }

    /** Starts a server at an internet or a Unix-domain address. */
    public MemoryServer listen(SocketAddress address) {
        MemoryServer server = new MemoryServer(this, address);
        if (servers.putIfAbsent(address, server) != null) {
            throw new IllegalStateException("a server listens at " + address + " already");
        }
        routes.put(address, Route.ACCEPT);
        return server;
    }

    /** Says what comes of connecting to an address. Where nothing is said and no server is, connects are refused. */
    public void route(SocketAddress address, Route route) {
        routes.put(address, route);
    }

    /** Lets happen what is due at the clock's moment. */
    public void deliver() {
        while (true) {
            Event next = events.peek();
            if (next == null || next.time > clock.elapsed()) {
                return;
            }
            events.remove();
            next.action.run();
        }
    }

    /** When the next event is due, in nanoseconds of {@link VirtualClock#elapsed()}, or -1 when none is to come. */
    public long nextEvent() {
        Event next = events.peek();
        return next == null ? -1 : next.time;
    }

    /** Lets something happen after a while, at the next {@link #deliver()} from then on. */
    public void after(Duration delay, Runnable action) {
        schedule(delay.toNanos(), action);
    }

    void schedule(long delayNanos, Runnable action) {
        events.add(new Event(clock.elapsed() + delayNanos, order++, action));
    }

    /**
     * Lets something happen when it has crossed the network.
     *
     * @param notBefore when the thing sent before it arrives, in nanoseconds of {@link VirtualClock#elapsed()}: on one
     *     connection nothing overtakes
     * @return when it happens
     */
    long transmit(long notBefore, Runnable arrival) {
        long at = Math.max(notBefore, clock.elapsed() + latencyNanos);
        events.add(new Event(at, order++, arrival));
        return at;
    }

    /** As {@link #transmit}, but at once when nothing takes time. */
    long transmitToClient(long notBefore, Runnable arrival) {
        if (latencyNanos == 0 && notBefore <= clock.elapsed()) {
            arrival.run();
            return clock.elapsed();
        }
        return transmit(notBefore, arrival);
    }

    boolean joinsSegments() {
        return joinsSegments;
    }

    long roundTripNanos() {
        return 2 * latencyNanos;
    }

    Route routeTo(SocketAddress address) {
        return routes.getOrDefault(address, Route.REFUSE);
    }

    @Nullable MemoryServer serverAt(SocketAddress address) {
        return servers.get(address);
    }

    void stopListening(SocketAddress address) {
        servers.remove(address);
        routes.put(address, Route.REFUSE);
    }

    /**
     * Takes an end for a client, whose machine has the addresses of the loopback interface and no other.
     *
     * @param asked with port 0 for any
     */
    InetSocketAddress bind(InetSocketAddress asked) throws BindException {
        InetAddress address = asked.getAddress();
        if (!address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
            throw new BindException("Cannot assign requested address");
        }
        InetSocketAddress taken = new InetSocketAddress(
                address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address,
                asked.getPort() == 0 ? ephemeralPort() : asked.getPort());
        if (!bound.add(taken)) {
            throw new BindException("Address already in use");
        }
        return taken;
    }

    void unbind(@Nullable InetSocketAddress taken) {
        bound.remove(taken);
    }

    int ephemeralPort() {
        int port = nextPort;
        nextPort = port == LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
        return port;
    }
}
