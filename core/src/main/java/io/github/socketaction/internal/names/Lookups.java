package io.github.socketaction.internal.names;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.SocketOwner;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.internal.watch.WatchedSocket;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups under way, and the answers of a while ago. While there are any, a wakeup is announced, and an answer from another thread makes it
 * readable; when the last one has ended it is announced as removed, so that an application's loop can end.
 */
public final class Lookups implements SocketOwner {

    private final Backend backend;
    private final SocketTable sockets;
    private final @Nullable Resolver given;
    private final int maxThreads;
    private final ConcurrentLinkedQueue<Arrived> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, NameQuery> queries = new HashMap<>();
    private final NameCache cache = new NameCache();
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
     * Starts a look-up, unless the answer is known. One that is under way for the same name already serves both.
     *
     * @param options whose family and cache lifetime count
     * @param isFresh whether an answer of a while ago will not do, for nobody from now on
     * @param now the time of this action
     * @param wakeUser called on the engine's thread when the answer comes, but not when it is there on return
     * @throws TransferFailure when there is no wakeup to be had
     */
    public Lookup start(String host, NameOptions options, boolean isFresh, long now, Runnable wakeUser) {
        String name = host.toLowerCase(Locale.ROOT);
        if (isFresh) {
            cache.remove(name);
        }
        Lookup lookup = new Lookup(this, options.family(), wakeUser);
        NameAnswer kept = cache.find(name, options.cacheLifetime(), now);
        if (kept != null) {
            lookup.answeredBy(kept);
            return lookup;
        }
        openWakeup();
        underWay++;
        watch();
        NameQuery asked = queries.get(name);
        if (asked != null) {
            lookup.waitFor(asked);
        } else {
            ask(name, lookup, now);
        }
        lookup.started();
        return lookup;
    }

    /** The network is another one: answers so far, and those under way, serve nobody who asks from now on. */
    public void forget() {
        cache.clear();
        queries.clear();
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
    void answered(NameQuery query, NameAnswer answer) {
        answers.add(new Arrived(query, answer));
        Wakeup toWake = wakeup;
        if (toWake != null && Thread.currentThread() != starting) {
            toWake.wakeup();
        }
    }

    /** Nobody waits for a query any more. */
    void abandoned(NameQuery query) {
        queries.remove(query.name(), query);
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

    private void ask(String name, Lookup lookup, long now) {
        NameQuery query = new NameQuery(this, name, now);
        queries.put(name, query);
        lookup.waitFor(query);
        starting = Thread.currentThread();
        try {
            query.runningAs(resolver().resolve(name, query));
        } catch (RuntimeException e) {
            query.failed(e);
        } finally {
            starting = null;
        }
        deliverAnswers();
    }

    private void deliverAnswers() {
        for (Arrived next = answers.poll(); next != null; next = answers.poll()) {
            if (next.query.end()) {
                keep(next.query, next.answer);
                next.query.deliver(next.answer);
            }
        }
    }

    /** Not kept is what was asked before {@link #forget}. */
    private void keep(NameQuery query, NameAnswer answer) {
        if (queries.remove(query.name(), query) && answer.isWorthKeeping()) {
            cache.put(query.name(), answer, query.askedAt());
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

    /** An answer on its way to the engine's thread. */
    private record Arrived(NameQuery query, NameAnswer answer) {}
}
