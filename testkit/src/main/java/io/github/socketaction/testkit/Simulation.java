package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Counts;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A whole world for tests of the engine: a memory backend with a virtual clock, a checked multi, a log, and the event loop
 * of an application that does what the callbacks say and nothing else.
 *
 * <p>The server listens at 127.0.0.1 port 80; others may be added with {@link #listen}.
 */
public final class Simulation implements AutoCloseable {

    private static final int MAX_TURNS = 1_000_000;

    private record Ready(SocketHandle socket, int events) {}

    private final VirtualClock clock;
    private final MemoryBackend backend;
    private final Poller poller;
    private final SocketLog log;
    private final CheckedMulti multi;
    private final MemoryServer server;
    private int maxTurns = MAX_TURNS;

    /** A world with everything at its default. */
    public Simulation() {
        this(MultiOptions.builder());
    }

    /** A world with options of the multi, whose clock is replaced. */
    public Simulation(MultiOptions.Builder options) {
        this(options, Trigger.LEVEL);
    }

    /** A world with options of the multi, whose clock is replaced, and with pollers of a kind. */
    public Simulation(MultiOptions.Builder options, Trigger trigger) {
        this(options, trigger, new VirtualClock());
    }

    /** A world with options of the multi and with a clock, which the multi reads too. */
    public Simulation(MultiOptions.Builder options, Trigger trigger, VirtualClock clock) {
        this.clock = clock;
        backend = new MemoryBackend(clock, trigger);
        server = listen("127.0.0.1", 80);
        log = new SocketLog(clock);
        try {
            poller = backend.openPoller();
        } catch (IOException e) {
            throw new IllegalStateException("a fresh memory backend has no poller", e);
        }
        log.forwardTo(poller);
        MultiOptions built = options.clock(clock).build();
        multi = new CheckedMulti(new Multi(backend, log, log, built), backend, log, built.watchIdle());
    }

    /**
     * Says after how many turns of the loop {@link #runUntilDone()} and {@link #runFor} give up, rather than after a million.
     *
     * @param turns for {@code runFor}, those at one moment of the clock
     */
    public Simulation limitTurns(int turns) {
        maxTurns = turns;
        return this;
    }

    /** The clock. */
    public VirtualClock clock() {
        return clock;
    }

    /** The backend, for its faults, ledger and network. */
    public MemoryBackend backend() {
        return backend;
    }

    /** The network. */
    public MemoryNetwork network() {
        return backend.network();
    }

    /** What the callbacks said. */
    public SocketLog log() {
        return log;
    }

    /** The multi. */
    public CheckedMulti multi() {
        return multi;
    }

    /** The server at 127.0.0.1 port 80. */
    public MemoryServer server() {
        return server;
    }

    /**
     * Starts one more server.
     *
     * @param address a literal
     */
    public MemoryServer listen(String address, int port) {
        return backend.network().listen(new InetSocketAddress(address, port));
    }

    /** Adds a GET of a path of the server. */
    public Recording get(String path) {
        return start("http://127.0.0.1" + path);
    }

    /** Adds a GET of a path of the server, with options. */
    public Recording get(String path, UnaryOperator<TransferOptions.Builder> more) {
        return start("http://127.0.0.1" + path, more);
    }

    /** Adds a GET. */
    public Recording start(String url) {
        return start(url, builder -> builder);
    }

    /** Adds a GET, with options; the body, header and done callbacks are the recording's. */
    public Recording start(String url, UnaryOperator<TransferOptions.Builder> more) {
        return start(new Recording(more.apply(TransferOptions.builder(url)).build()));
    }

    /** Adds a transfer that is recorded. */
    public Recording start(Recording recording) {
        return recording.of(multi.add(recording.options()));
    }

    /**
     * One turn of the application's loop: waits, without limit but the timer, and acts upon what is ready and on the
     * timer when it has fired.
     *
     * @throws IllegalStateException when this wait would never end
     */
    public void step() {
        long armed = log.armedNanos();
        turn(armed == SocketLog.NOT_ARMED ? Poller.FOREVER : Math.max(0, armed - clock.elapsed()));
    }

    /** Turns the loop until nothing is running. */
    public void runUntilDone() {
        int steps = 0;
        while (multi.unchecked().running() > 0) {
            step();
            if (++steps > maxTurns) {
                throw new AssertionError("the transfers do not end; the last callbacks were\n" + log.tail());
            }
        }
    }

    /** Turns the loop for a time, whether or not anything is running; the clock ends exactly there. */
    public void runFor(Duration time) {
        long end = clock.elapsed() + time.toNanos();
        int idleTurns = 0;
        while (true) {
            long armed = log.armedNanos();
            long until = armed == SocketLog.NOT_ARMED ? end : Math.min(armed, end);
            long before = clock.elapsed();
            int acted = turn(Math.max(0, until - before));
            if (acted == 0 && clock.elapsed() >= end) {
                return;
            }
            idleTurns = clock.elapsed() > before ? 0 : idleTurns + 1;
            if (idleTurns > maxTurns) {
                throw new AssertionError("the loop spins; the last callbacks were\n" + log.tail());
            }
        }
    }

    /** Turns the loop at this moment of the clock until there is nothing to act upon. */
    public void settle() {
        runFor(Duration.ZERO);
    }

    /** Calls {@code timeoutAction} at this moment, though the timer may not have fired. */
    public void fireTimer() {
        multi.timeoutAction();
    }

    /** What is ready now, without acting upon it. */
    public List<SocketHandle> ready() {
        List<SocketHandle> ready = new ArrayList<>();
        poll(0).forEach(each -> ready.add(each.socket));
        return ready;
    }

    /** Removes all transfers and closes the multi; then everything must be closed, each descriptor once. */
    public void assertClean() {
        if (!multi.isClosed()) {
            multi.transfers().forEach(multi::remove);
        }
        multi.close();
        network().deliver();
        poller.close();
        assertThat(log.announced()).as("announced after close").isEmpty();
        backend.ledger().assertEmpty();
    }

    /** As {@link Multi#counts}. */
    public Counts counts() {
        return multi.unchecked().counts();
    }

    /** Closes the multi and the poller, with all checks but without demands. */
    @Override
    public void close() {
        multi.close();
        poller.close();
    }

    private int turn(long timeoutNanos) {
        List<Ready> ready = poll(timeoutNanos);
        int acted = ready.size();
        if (log.isTimerDue()) {
            acted++;
            multi.timeoutAction();
        }
        for (Ready each : ready) {
            multi.socketAction(each.socket, each.events);
        }
        return acted;
    }

    private List<Ready> poll(long timeoutNanos) {
        List<Ready> ready = new ArrayList<>();
        try {
            poller.poll(timeoutNanos, (socket, events) -> ready.add(new Ready(socket, events)));
        } catch (IOException e) {
            throw new IllegalStateException("a memory poller failed", e);
        }
        return ready;
    }
}
