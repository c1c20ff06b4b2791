package io.github.socketaction.testkit;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import java.io.IOException;

/**
 * A backend whose sockets, servers and network are in memory and whose time is a {@link VirtualClock}: everything happens
 * in a known order, on the caller's thread, as fast as the machine can.
 *
 * <p>What happens on the network is scripted with {@link #network()}; calls fail as {@link #faults()} says; {@link
 * #ledger()} knows what is open.
 */
public final class MemoryBackend implements Backend {

    /** How the pollers report readiness. */
    public enum Trigger {
        /** A socket is reported as long as it is ready. */
        LEVEL,
        /**
         * A socket is reported once each time it becomes ready, and when it is waited for anew. One read gives all that
         * has arrived, unless {@link MemoryNetwork#joinSegments} says otherwise.
         */
        EDGE
    }

    private final VirtualClock clock;
    private final Trigger trigger;
    private final MemoryNetwork network;
    private final MemoryFaults faults = new MemoryFaults();
    private final Ledger ledger = new Ledger();

    /** A backend with a clock of its own and level-triggered pollers. */
    public MemoryBackend() {
        this(new VirtualClock(), Trigger.LEVEL);
    }

    /** A backend. */
    public MemoryBackend(VirtualClock clock, Trigger trigger) {
        this.clock = clock;
        this.trigger = trigger;
        network = new MemoryNetwork(clock);
        network.joinSegments(trigger == Trigger.EDGE);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Transport openTransport() throws IOException {
        faults.check(Operation.OPEN_TRANSPORT);
        return new MemoryTransport(network, faults, ledger);
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        faults.check(Operation.OPEN_WAKEUP);
        return new MemoryWakeup(ledger);
    }

    /** A poller that moves the clock on instead of waiting. */
    @Override
    public Poller openPoller() throws IOException {
        faults.check(Operation.OPEN_POLLER);
        return new MemoryPoller(clock, network, ledger, trigger);
    }

    /** The clock. */
    public VirtualClock clock() {
        return clock;
    }

    /** The network, to script it. */
    public MemoryNetwork network() {
        return network;
    }

    /** The other side for the rules of {@link BackendConformance}, which then run in memory and in virtual time. */
    public PeerFactory peers() {
        return new MemoryPeers(network);
    }

    /** What is to fail. */
    public MemoryFaults faults() {
        return faults;
    }

    /** What is open. */
    public Ledger ledger() {
        return ledger;
    }

    /** The descriptor behind a socket. Unlike the socket it may have been another one's before. */
    public static int fd(SocketHandle socket) {
        return of(socket).fd();
    }

    /** Whether what is behind a socket is not closed yet. */
    public static boolean isOpen(SocketHandle socket) {
        return of(socket).isOpen();
    }

    static MemoryPollable of(SocketHandle socket) {
        if (socket.pollable() instanceof MemoryPollable pollable) {
            return pollable;
        }
        throw new IllegalArgumentException("socket " + socket.id() + " is not of a memory backend: "
                + socket.pollable().getClass().getName());
    }
}
