package org.example.tick;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Tries every watched socket, and sleeps for a tick when none of them was ready. */
final class TickPoller implements Poller {

    private static final long TICK_NANOS = 1_000_000;

    private final Map<SocketHandle, PollAction> watched = new IdentityHashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    /** The keys of the map, or null when they have changed: a sink may change the map while they are gone through. */
    private SocketHandle[] sockets;

    private volatile Thread sleeper;
    private boolean isClosed;

    @Override
    public void onSocket(SocketHandle socket, PollAction action, Object assigned) {
        requireOpen();
        if (action == PollAction.REMOVE) {
            watched.remove(socket);
            sockets = null;
        } else if (watched.put(socket, action) == null) {
            sockets = null;
        }
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) {
        requireOpen();
        long begin = System.nanoTime();
        boolean interrupted = false; // with the flag set nobody sleeps, so it is put aside
        sleeper = Thread.currentThread();
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                int reported = report(sink);
                long left = timeoutNanos == FOREVER ? TICK_NANOS : timeoutNanos - (System.nanoTime() - begin);
                if (woken.getAndSet(false) || reported > 0 || left <= 0) {
                    return reported;
                }
                LockSupport.parkNanos(this, Math.min(left, TICK_NANOS));
            }
        } finally {
            sleeper = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int report(ReadinessSink sink) {
        if (sockets == null) {
            sockets = watched.keySet().toArray(SocketHandle[]::new);
        }
        int reported = 0;
        for (SocketHandle socket : sockets) {
            PollAction action = watched.get(socket); // null if an earlier report has removed it
            int interest = action == null ? 0 : action.interest();
            int events = interest == 0 ? 0 : ((TickPollable) socket.pollable()).ready(interest);
            if (events != 0) {
                reported++;
                sink.onReady(socket, events);
            }
        }
        return reported;
    }

    @Override
    public void wakeup() {
        woken.set(true); // before the thread is looked for, and the thread looks at it after it has made itself known
        LockSupport.unpark(sleeper);
    }

    @Override
    public void close() {
        isClosed = true;
        watched.clear();
        sockets = null;
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the poller is closed");
        }
    }
}
