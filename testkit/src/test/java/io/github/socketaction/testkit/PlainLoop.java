package io.github.socketaction.testkit;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop that does everything right. Each method is a place where a subclass can do it wrong. */
class PlainLoop implements LoopUnderTest {

    record Ready(SocketHandle socket, int events) {}

    static final long NO_TIMER = Long.MAX_VALUE;

    final LoopWorld world;
    final Poller poller;
    final Multi multi;
    final List<Ready> ready = new ArrayList<>();
    private final long origin;
    long deadline = NO_TIMER;

    PlainLoop(LoopWorld world, MultiOptions options) throws IOException {
        this.world = world;
        origin = world.nanoTime();
        poller = world.backend().openPoller();
        multi = new Multi(world.backend(), this::onSocket, this::onTimer, options);
    }

    void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        if (action != PollAction.REMOVE && assigned == null) {
            multi.assign(socket, "registration of " + socket);
        }
        poller.onSocket(socket, action, assigned);
    }

    void onTimer(long millis) {
        deadline = millis < 0 ? NO_TIMER : now() + millis * 1_000_000;
    }

    final long now() {
        return world.nanoTime() - origin;
    }

    @Override
    public final Multi multi() {
        return multi;
    }

    @Override
    public final void run(Runnable start) throws IOException {
        start.run();
        while (goesOn()) {
            turn();
        }
    }

    boolean goesOn() {
        return multi.running() > 0;
    }

    void turn() throws IOException {
        poll(pollNanos());
        if (deadline != NO_TIMER && now() >= deadline) {
            fire();
        }
        for (Ready each : List.copyOf(ready)) {
            ready.remove(0);
            report(each.socket, each.events);
        }
    }

    long pollNanos() {
        return deadline == NO_TIMER ? Poller.FOREVER : Math.max(0, deadline - now());
    }

    final void poll(long nanos) throws IOException {
        poller.poll(nanos, (socket, events) -> ready.add(new Ready(socket, events)));
    }

    void fire() {
        deadline = NO_TIMER;
        multi.timeoutAction();
    }

    void report(SocketHandle socket, int events) {
        multi.socketAction(socket, events);
    }

    @Override
    public void close() {
        multi.close();
        poller.close();
    }
}
