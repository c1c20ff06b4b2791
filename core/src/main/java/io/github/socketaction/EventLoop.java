package io.github.socketaction;

import io.github.socketaction.MultiException.Code;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A ready-made loop for applications that have none: a {@link Multi} and a poller of the same backend; libcurl's {@code
 * curl_multi_perform}, {@code curl_multi_poll} and {@code curl_multi_wakeup}.
 *
 * <pre>{@code
 * try (EventLoop loop = new EventLoop(Backends.best())) {
 *     loop.multi().add(TransferOptions.get("http://example.com/"));
 *     while (loop.perform() > 0) {
 *         loop.poll(1_000);
 *     }
 * }
 * }</pre>
 *
 * <p>It uses nothing but the public interface: a poller is a socket callback. All methods but {@link #wakeup()} belong to
 * the thread of the multi.
 */
public final class EventLoop implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Poller poller;
    private final Multi multi;
    private final ReadyQueue ready = new ReadyQueue();
    private boolean collected;
    private boolean isCollecting;

    /** Set by any thread before it wakes the poller, so that {@link #perform()} can tell that it took a wakeup. */
    private volatile boolean isWoken;

    /** The next poll is to return at once, for a wakeup that {@link #perform()} took. */
    private boolean owesReturn;

    private int nextExtra = 1;

    /** A loop with everything at its default. */
    public EventLoop(Backend backend) {
        this(backend, MultiOptions.DEFAULT);
    }

    /**
     * A loop.
     *
     * @throws MultiException {@link Code#INTERNAL_ERROR} when the backend has no poller to give
     */
    public EventLoop(Backend backend, MultiOptions options) {
        try {
            poller = backend.openPoller();
        } catch (IOException e) {
            throw new MultiException(
                    Code.INTERNAL_ERROR,
                    "cannot open a poller of backend " + backend.name() + ": " + e.getMessage(),
                    e);
        }
        multi = new Multi(backend, poller, millis -> {}, options);
    }

    /** The multi that this loop drives. Transfers are added to it and removed from it. */
    public Multi multi() {
        return multi;
    }

    /**
     * Moves on whatever can move on now, without waiting.
     *
     * @return how many transfers are running
     * @throws MultiException {@link Code#UNRECOVERABLE_POLL} when the poller fails, {@link Code#RECURSIVE_API_CALL}
     *     inside a callback
     */
    public int perform() {
        requireOutsideCallbacks("perform");
        if (!collected) {
            collect(0);
            owesReturn |= isWoken;
        }
        collected = false;
        if (multi.timeout() == 0) {
            multi.timeoutAction();
        }
        ready.drainTo(multi);
        return multi.running();
    }

    /**
     * Waits until a socket is ready, a time limit is reached, an extra pollable is ready, or {@link #wakeup()} is called.
     * What became ready is acted upon by the next {@link #perform()}; listeners of extra pollables are called in here.
     *
     * @param timeoutMillis how long to wait at most; 0 for only looking, -1 for no limit of the caller's own
     * @return how many sockets and extra pollables are ready
     * @throws MultiException {@link Code#UNRECOVERABLE_POLL} when the poller fails, {@link Code#RECURSIVE_API_CALL}
     *     inside a callback
     */
    public int poll(long timeoutMillis) {
        requireOutsideCallbacks("poll");
        isWoken = false;
        long engineMillis = ready.isEmpty() && !owesReturn ? multi.timeout() : 0;
        owesReturn = false;
        long millis =
                engineMillis < 0 || (timeoutMillis >= 0 && timeoutMillis < engineMillis) ? timeoutMillis : engineMillis;
        return collect(millis < 0 ? Poller.FOREVER : millis * NANOS_PER_MILLI);
    }

    /** Performs and polls until no transfer is running. */
    public void run() {
        while (perform() > 0) {
            poll(-1);
        }
    }

    /**
     * Makes the poll under way, or the next one, return at once, also if {@link #perform()} comes in between. May be called
     * from any thread, and after {@link #close()}, when it does nothing.
     *
     * @throws MultiException {@link Code#WAKEUP_FAILURE} when the system refuses; the loop goes on, but is not woken
     */
    public void wakeup() {
        isWoken = true;
        try {
            poller.wakeup();
        } catch (RuntimeException e) {
            isWoken = false;
            throw new MultiException(Code.WAKEUP_FAILURE, "the loop could not be woken: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for something of the application's own in the same loop; libcurl's {@code extra_fds}.
     *
     * @param pollable made by the loop's backend
     * @param events {@link SocketEvents} bits to wait for
     * @param listener called in {@link #poll} and {@link #perform} each time it is ready
     * @return the registration, to change or end it
     */
    public Registration watch(Pollable pollable, int events, ReadyListener listener) {
        Registration registration = new Registration(this, nextExtra++, pollable, listener);
        registration.interest(events);
        return registration;
    }

    /** Closes the multi and the poller. Closing again does nothing. */
    @Override
    public void close() {
        if (multi.isClosed()) {
            poller.close();
            return;
        }
        requireOutsideCallbacks("close");
        try {
            multi.close();
        } finally {
            // A refused call leaves the multi open, and it still needs its poller.
            if (multi.isClosed()) {
                poller.close();
            }
        }
    }

    private int collect(long timeoutNanos) {
        isCollecting = true;
        try {
            collected = true;
            return poller.poll(timeoutNanos, ready);
        } catch (IOException e) {
            throw new MultiException(Code.UNRECOVERABLE_POLL, "waiting for sockets failed: " + e.getMessage(), e);
        } finally {
            isCollecting = false;
        }
    }

    /** Inside a callback of the multi, or a listener of an extra pollable, the loop is in the middle of a round. */
    private void requireOutsideCallbacks(String call) {
        multi.requireOutsideCallbacks(call);
        if (isCollecting) {
            throw new MultiException(
                    Code.RECURSIVE_API_CALL,
                    call + " is not allowed inside the listener of an extra pollable; return from it first");
        }
    }

    /** Hears that an extra pollable is ready. */
    @FunctionalInterface
    public interface ReadyListener {

        /**
         * Called on the loop's thread.
         *
         * @param events bits of {@link SocketEvents}
         */
        void onReady(int events);
    }

    /** An extra pollable in a loop. */
    public static final class Registration implements SocketHandle {

        private final EventLoop loop;
        private final long id;
        private final Pollable pollable;
        private final ReadyListener listener;
        private boolean removed;

        private Registration(EventLoop loop, long id, Pollable pollable, ReadyListener listener) {
            this.loop = loop;
            this.id = id;
            this.pollable = pollable;
            this.listener = listener;
        }

        /** Changes what to wait for: bits of {@link SocketEvents}, 0 for nothing just now. */
        public void interest(int events) {
            if (!removed) {
                loop.poller.onSocket(this, PollAction.ofInterest(events), null);
            }
        }

        /** Waits for it no more; it stays open. Harmless to repeat. */
        public void remove() {
            if (!removed) {
                removed = true;
                loop.poller.onSocket(this, PollAction.REMOVE, null);
            }
        }

        /** Tells the application. */
        void fire(int events) {
            if (!removed) {
                listener.onReady(events);
            }
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public Pollable pollable() {
            return pollable;
        }

        /** Null: the engine knows nothing of it. */
        @Override
        public @Nullable Transfer transfer() {
            return null;
        }
    }
}
