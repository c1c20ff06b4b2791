package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * A multi in a user interface, whose loop cannot wait for sockets, but has a timer: {@link #tick} is called by it every
 * few milliseconds (a Swing {@code Timer}, a JavaFX {@code AnimationTimer}, the frame of a game) and never waits.
 */
public final class UiTimerLoop implements AutoCloseable {
    private static final long NEVER = -1;

    private record Ready(SocketHandle socket, int events) {}

    private final LongSupplier clock;
    private final Poller poller;
    private final Multi multi;
    private final Queue<Ready> ready = new ArrayDeque<>();
    private final ReadinessSink collect = (socket, events) -> ready.add(new Ready(socket, events));
    private long wait = NEVER;
    private long waitingSince;

    public UiTimerLoop(Backend backend, LongSupplier clock, MultiOptions options) throws IOException {
        this.clock = clock;
        poller = backend.openPoller();
        multi = new Multi(backend, poller, this::onTimer, options);
    }

    // tag::tick
    private void onTimer(long millis) {
        wait = millis < 0 ? NEVER : millis * 1_000_000;
        waitingSince = clock.getAsLong();
    }

    /** Does all there is to do at this moment. */
    public void tick() throws IOException {
        poller.poll(0, collect); // a poller is the socket callback, and only looks
        if (wait != NEVER && clock.getAsLong() - waitingSince >= wait) {
            wait = NEVER; // it fires once
            multi.timeoutAction();
        }
        for (Ready next = ready.poll(); next != null; next = ready.poll()) {
            multi.socketAction(next.socket, next.events);
        }
    }
    // end::tick

    /** The multi, for the thread of the ticks. */
    public Multi multi() {
        return multi;
    }

    @Override
    public void close() {
        multi.close();
        poller.close();
    }
}
