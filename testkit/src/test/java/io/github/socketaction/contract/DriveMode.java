package io.github.socketaction.contract;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.contract.ScriptedWorld.Calls;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.SocketInterest;
import io.github.socketaction.testkit.CheckedMulti;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A way in which an application may drive a multi. */
enum DriveMode {
    RIGHT_EVENTS(Trigger.LEVEL),
    NO_EVENTS(Trigger.LEVEL),
    SWAPPED_EVENTS(Trigger.LEVEL),
    ERROR_EVENTS(Trigger.LEVEL),
    ALL_BITS(Trigger.LEVEL),
    EDGES(Trigger.EDGE),
    EDGES_WITHOUT_EVENTS(Trigger.EDGE),
    TIMER_EARLY(Trigger.LEVEL),
    TIMER_LATE(Trigger.LEVEL),
    TIMER_LATE_WITH_EDGES(Trigger.EDGE),
    EVENT_LOOP(Trigger.LEVEL),
    WATCHED(Trigger.LEVEL),
    ALL_ACTION(Trigger.LEVEL),
    SWITCHING(Trigger.LEVEL);

    private static final long LATE_NANOS = 7_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Trigger trigger;

    DriveMode(Trigger trigger) {
        this.trigger = trigger;
    }

    /** Runs scripts to their ends; what can be seen of them. */
    List<ScriptedWorld.Outcome> run(List<TransferScript> scripts, int maxHostConnections) {
        MemoryBackend backend = new MemoryBackend(new VirtualClock(), trigger);
        ScriptedWorld world = new ScriptedWorld(backend, scripts);
        MultiOptions options = MultiOptions.builder()
                .clock(backend.clock())
                .maxHostConnections(maxHostConnections)
                .build();
        try {
            switch (this) {
                case EVENT_LOOP, SWITCHING -> runLoop(backend, world, options);
                case WATCHED -> runWatched(backend, world, options);
                case ALL_ACTION -> runAllAction(backend, world, options);
                default -> runCallbacks(backend, world, options);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a memory backend failed by itself", e);
        }
        if (world.pauses() < scripts.size() / 10) {
            throw new AssertionError("only " + world.pauses() + " pauses: the scripts are not what they should be");
        }
        backend.network().deliver();
        backend.ledger().assertEmpty();
        return world.outcomes();
    }

    /** The callbacks say what to wait for, every call is checked. */
    private void runCallbacks(MemoryBackend backend, ScriptedWorld world, MultiOptions options) throws IOException {
        SocketLog log = new SocketLog(backend.clock());
        log.keepLittle();
        try (Poller poller = backend.openPoller();
                Multi plain = new Multi(backend, log.forwardTo(poller), log, options);
                CheckedMulti multi = new CheckedMulti(plain, backend, log, true)) {
            world.addAll(Calls.of(multi));
            while (plain.running() > 0) {
                turn(backend, world, log, poller, multi);
            }
            world.work(Calls.of(multi));
        }
    }

    private void turn(MemoryBackend backend, ScriptedWorld world, SocketLog log, Poller poller, CheckedMulti multi)
            throws IOException {
        long lateness = this == TIMER_LATE || this == TIMER_LATE_WITH_EDGES ? LATE_NANOS : 0;
        long armed = log.armedNanos();
        long wait = armed == SocketLog.NOT_ARMED
                ? Poller.FOREVER
                : Math.max(0, armed + lateness - backend.clock().elapsed());
        Map<SocketHandle, Integer> ready = new LinkedHashMap<>();
        poller.poll(world.limit(wait), ready::put);
        if (this == TIMER_EARLY
                || (armed != SocketLog.NOT_ARMED
                        && armed + lateness <= backend.clock().elapsed())) {
            multi.timeoutAction();
        }
        ready.forEach((socket, events) -> multi.socketAction(socket, told(events)));
        world.work(Calls.of(multi));
    }

    /** What the multi is told of events. */
    private int told(int events) {
        return switch (this) {
            case NO_EVENTS, EDGES_WITHOUT_EVENTS -> 0;
            case SWAPPED_EVENTS -> events == SocketEvents.IN ? SocketEvents.OUT : SocketEvents.IN;
            case ERROR_EVENTS -> SocketEvents.ERR;
            case ALL_BITS -> -1;
            default -> events;
        };
    }

    /** The ready-made loop; when switching, something else by turns. */
    private void runLoop(MemoryBackend backend, ScriptedWorld world, MultiOptions options) throws IOException {
        Random random = new Random(1);
        try (EventLoop loop = new EventLoop(backend, options)) {
            Multi multi = loop.multi();
            world.addAll(Calls.of(multi));
            while (multi.running() > 0) {
                switch (this == SWITCHING ? random.nextInt(4) : 0) {
                    case 1 -> multi.allAction();
                    case 2 -> multi.timeoutAction();
                    case 3 -> actOnWatched(backend, world, multi);
                    default -> {
                        if (loop.perform() > 0) {
                            long nanos = world.limit(Poller.FOREVER);
                            loop.poll(nanos < 0 ? -1 : nanos / NANOS_PER_MILLI + 1);
                        }
                    }
                }
                world.work(Calls.of(multi));
            }
        }
    }

    /** No use of the callbacks: what is watched is asked for before each wait. */
    private static void runWatched(MemoryBackend backend, ScriptedWorld world, MultiOptions options)
            throws IOException {
        try (Multi multi = new Multi(backend, (socket, action, assigned) -> {}, millis -> {}, options)) {
            world.addAll(Calls.of(multi));
            while (multi.running() > 0) {
                actOnWatched(backend, world, multi);
                world.work(Calls.of(multi));
            }
        }
    }

    private static void actOnWatched(MemoryBackend backend, ScriptedWorld world, Multi multi) throws IOException {
        Map<SocketHandle, Integer> ready = new LinkedHashMap<>();
        try (Poller poller = backend.openPoller()) {
            for (SocketInterest interest : multi.watched()) {
                poller.onSocket(interest.socket(), interest.action(), null);
            }
            long millis = multi.timeout();
            poller.poll(world.limit(millis < 0 ? Poller.FOREVER : millis * NANOS_PER_MILLI), ready::put);
        }
        if (multi.timeout() == 0) {
            multi.timeoutAction();
        }
        ready.forEach(multi::socketAction);
    }

    /** Nothing but acting on everything each time anything may have happened. */
    private static void runAllAction(MemoryBackend backend, ScriptedWorld world, MultiOptions options) {
        try (Multi multi = new Multi(backend, (socket, action, assigned) -> {}, millis -> {}, options)) {
            world.addAll(Calls.of(multi));
            while (multi.allAction() > 0) {
                world.work(Calls.of(multi));
                long millis = multi.timeout();
                long wait = world.limit(millis < 0 ? Long.MAX_VALUE / 2 : millis * NANOS_PER_MILLI);
                long until = backend.clock().elapsed() + wait;
                long event = backend.network().nextEvent();
                backend.clock().jumpTo(event < 0 ? until : Math.min(until, event));
                backend.network().deliver();
            }
            world.work(Calls.of(multi));
        }
    }
}
