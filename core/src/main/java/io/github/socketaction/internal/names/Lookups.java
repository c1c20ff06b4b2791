package io.github.socketaction.internal.names;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.SocketOwner;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.internal.watch.WatchedSocket;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups under way. While there are any, a wakeup is announced, and an answer from another thread makes it
 * readable; when the last one has ended it is announced as removed, so that an application's loop can end.
 */
public final class Lookups implements SocketOwner {

    private final Backend backend;
    private final SocketTable sockets;
    private final @Nullable Resolver given;
    private final int maxThreads;
    private final ConcurrentLinkedQueue<Lookup> answers = new ConcurrentLinkedQueue<>();
    private @Nullable SystemResolver system;
    private @Nullable Wakeup wakeup;
    private @Nullable WatchedSocket socket;
    private int underWay;

    /** The engine's thread while it hands a look-up over: an answer that it brings back itself needs no wakeup. */
    private volatile @Nullable Thread starting;

    /**
     * Look-ups on behalf of the thread that will start them.
     *
     * @param resolver who looks names up, or null for the system
     * @param maxThreads how many threads the system's look-ups may use
     */
    public Lookups(Backend backend, SocketTable sockets, @Nullable Resolver resolver, int maxThreads) {
        this.backend = backend;
        this.sockets = sockets;
        this.given = resolver;
        this.maxThreads = maxThreads;
    }

    /**
     * Starts a look-up.
     *
     * @param wakeUser called on the engine's thread when the answer is there; it may be there when this returns
     * @throws TransferFailure when there is no wakeup to be had
     */
    public Lookup start(String host, Runnable wakeUser) {
        openWakeup();
        Lookup lookup = new Lookup(this, wakeUser);
        underWay++;
        watch();
        starting = Thread.currentThread();
        try {
            lookup.runningAs(resolver().resolve(host, lookup));
        } catch (RuntimeException e) {
            lookup.failed(e);
        } finally {
            starting = null;
        }
        deliverAnswers();
        return lookup;
    }

    /** Look-ups that somebody waits for. */
    public int underWay() {
        return underWay;
    }

    /** Frees everything. All look-ups must have been cancelled, and that announced. */
    public void close() {
        if (system != null) {
            system.close();
        }
        if (wakeup != null) {
            wakeup.close();
        }
    }

    /** Called by any thread. */
    void answered(Lookup lookup) {
        answers.add(lookup);
        Wakeup toWake = wakeup;
        if (toWake != null && Thread.currentThread() != starting) {
            toWake.wakeup();
        }
    }

    void ended() {
        underWay--;
        if (underWay == 0) {
            unwatch();
        }
    }

    @Override
    public void onReady() {
        if (wakeup != null) {
            wakeup.drain();
        }
        deliverAnswers();
    }

    @Override
    public void onReleased() {
        // The wakeup stays open for the next look-up.
    }

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }

    private void deliverAnswers() {
        for (Lookup lookup = answers.poll(); lookup != null; lookup = answers.poll()) {
            lookup.deliver();
        }
    }

    private Resolver resolver() {
        if (given != null) {
            return given;
        }
        if (system == null) {
            system = new SystemResolver(maxThreads);
        }
        return system;
    }

    private void openWakeup() {
        if (wakeup == null) {
            try {
                wakeup = backend.openWakeup();
            } catch (IOException e) {
                throw new TransferFailure(
                        ResultCode.COULDNT_RESOLVE_HOST,
                        "cannot open a wakeup for name look-ups: " + e.getMessage()
                                + "; perhaps the limit of open files is reached",
                        e);
            }
        }
    }

    private void watch() {
        if (socket == null && wakeup != null) {
            socket = sockets.add(wakeup, this);
            sockets.want(socket, PollAction.IN);
        }
    }

    private void unwatch() {
        if (socket != null) {
            sockets.release(socket);
            socket = null;
        }
    }
}
