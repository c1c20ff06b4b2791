package io.github.socketaction.backends;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.SocketInterest;
import io.github.socketaction.socket.TimerCallback;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A way in which an application may drive a multi over real sockets. */
enum Drive {
    RIGHT_EVENTS,
    NO_EVENTS,
    SWAPPED_EVENTS,
    ERROR_EVENTS,
    ALL_BITS,
    EDGES,
    EDGES_WITHOUT_EVENTS,
    TIMER_EARLY,
    TIMER_LATE,
    TIMER_LATE_WITH_EDGES,
    EVENT_LOOP,
    WATCHED,
    ALL_ACTION,
    SWITCHING;

    private static final long LATE_NANOS = 2_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LOOK_NANOS = 200_000;
    private static final int MAX_HOST_CONNECTIONS = 8;

    /** Runs scripts to their ends; what can be seen of them. */
    List<DrivenWorld.Outcome> run(Backend backend, List<DrivenScript> scripts) throws IOException {
        MultiOptions options =
                MultiOptions.builder().maxHostConnections(MAX_HOST_CONNECTIONS).build();
        try (DrivenServer server = new DrivenServer(scripts)) {
            DrivenWorld world = new DrivenWorld(scripts, server);
            switch (this) {
                case EVENT_LOOP, SWITCHING -> runLoop(backend, world, options);
                case WATCHED -> runWatched(backend, world, options);
                case ALL_ACTION -> runAllAction(backend, world, options);
                default -> runCallbacks(backend, world, options);
            }
            if (world.pauses() < scripts.size() / 10 || server.connections() > scripts.size() / 2) {
                throw new AssertionError(world.pauses() + " pauses, " + server.connections()
                        + " connections: the scripts are not what they should be");
            }
            return world.outcomes();
        }
    }

    /** The timer of an application. */
    private static final class Timer implements TimerCallback {

        private static final long NONE = Long.MAX_VALUE;

        private final DrivenWorld world;
        private final long lateness;
        private long at = NONE;

        Timer(DrivenWorld world, long lateness) {
            this.world = world;
            this.lateness = lateness;
        }

        @Override
        public void onTimer(long millis) {
            at = millis < 0 ? NONE : world.elapsed() + millis * NANOS_PER_MILLI + lateness;
        }

        long wait(DrivenWorld forWhom) {
            return forWhom.limit(at == NONE ? Poller.FOREVER : Math.max(0, at - forWhom.elapsed()));
        }

        boolean fires(boolean early) {
            if (!early && (at == NONE || world.elapsed() < at)) {
                return false;
            }
            at = NONE;
            return true;
        }
    }

    /** The callbacks say what to wait for. */
    private void runCallbacks(Backend backend, DrivenWorld world, MultiOptions options) throws IOException {
        boolean isLate = this == TIMER_LATE || this == TIMER_LATE_WITH_EDGES;
        Timer timer = new Timer(world, isLate ? LATE_NANOS : 0);
        try (Poller poller = hasEdges() ? new EdgePoller() : backend.openPoller();
                Multi multi = new Multi(backend, poller, timer, options)) {
            world.addAll(multi);
            while (multi.running() > 0) {
                Map<SocketHandle, Integer> ready = new LinkedHashMap<>();
                poller.poll(timer.wait(world), ready::put);
                if (timer.fires(this == TIMER_EARLY)) {
                    multi.timeoutAction();
                }
                ready.forEach((socket, events) -> multi.socketAction(socket, told(events)));
                world.work(multi);
            }
            world.work(multi);
        }
    }

    /** Whether it waits for edges, with an epoll of its own. */
    boolean hasEdges() {
        return this == EDGES || this == EDGES_WITHOUT_EVENTS || this == TIMER_LATE_WITH_EDGES;
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
    private void runLoop(Backend backend, DrivenWorld world, MultiOptions options) throws IOException {
        Random random = new Random(1);
        try (EventLoop loop = new EventLoop(backend, options)) {
            Multi multi = loop.multi();
            world.addAll(multi);
            while (multi.running() > 0) {
                switch (this == SWITCHING ? random.nextInt(4) : 0) {
                    case 1 -> multi.allAction();
                    case 2 -> multi.timeoutAction();
                    case 3 -> actOnWatched(backend, world, multi);
                    default -> {
                        if (loop.perform() > 0) {
                            loop.poll(world.limit(Poller.FOREVER) / NANOS_PER_MILLI + 1);
                        }
                    }
                }
                world.work(multi);
            }
            world.work(multi);
        }
    }

    /** No use of the callbacks: what is watched is asked for before each wait. */
    private static void runWatched(Backend backend, DrivenWorld world, MultiOptions options) throws IOException {
        try (Multi multi = new Multi(backend, (socket, action, assigned) -> {}, millis -> {}, options)) {
            world.addAll(multi);
            while (multi.running() > 0) {
                actOnWatched(backend, world, multi);
                world.work(multi);
            }
            world.work(multi);
        }
    }

    private static void actOnWatched(Backend backend, DrivenWorld world, Multi multi) throws IOException {
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

    /** Nothing but acting on everything, again and again. */
    private static void runAllAction(Backend backend, DrivenWorld world, MultiOptions options) {
        try (Multi multi = new Multi(backend, (socket, action, assigned) -> {}, millis -> {}, options)) {
            world.addAll(multi);
            while (multi.allAction() > 0) {
                world.work(multi);
                LockSupport.parkNanos(LOOK_NANOS);
            }
            world.work(multi);
        }
    }
}
