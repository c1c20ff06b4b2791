package io.github.socketaction.cli;

import io.github.socketaction.Multi;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.TimerCallback;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An application's own event loop, as small as it can be, that counts what it is asked to do. */
final class DemoLoop implements SocketCallback, TimerCallback, AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MAX_WAIT_NANOS = 1_000 * NANOS_PER_MILLI;

    private final Poller poller;
    private final Multi multi;
    private final CallbackCounts counts = new CallbackCounts();
    private boolean timerArmed;
    private long timerNanos;

    DemoLoop(Backend backend) throws IOException {
        poller = backend.openPoller();
        multi = new Multi(backend, this, this);
    }

    Multi multi() {
        return multi;
    }

    CallbackCounts counts() {
        return counts;
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        counts.count(action);
        poller.onSocket(socket, action, assigned);
    }

    @Override
    public void onTimer(long millis) {
        counts.timerCallbacks++;
        timerArmed = millis >= 0;
        timerNanos = System.nanoTime() + millis * NANOS_PER_MILLI;
    }

    /** Waits once, for a second at most, and tells the multi what happened. */
    void turn() throws IOException {
        long now = System.nanoTime();
        long wait = timerArmed ? Math.max(timerNanos - now, 0) : MAX_WAIT_NANOS;
        poller.poll(Math.min(wait, MAX_WAIT_NANOS), multi::socketAction);
        counts.wakeups++;
        if (timerArmed && System.nanoTime() - timerNanos >= 0) {
            timerArmed = false;
            multi.timeoutAction();
        }
    }

    @Override
    public void close() {
        try {
            multi.close();
        } finally {
            poller.close();
        }
    }
}
