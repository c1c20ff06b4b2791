package io.github.socketaction.internal.names;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.Mailbox;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The look-ups under way, and the answers of a while ago. */
public final class Lookups {

    private final Mailbox mailbox;
    private final @Nullable Resolver given;
    private final int maxThreads;
    private final Map<String, NameQuery> queries = new HashMap<>();
    private final NameCache cache = new NameCache();
    private @Nullable SystemResolver system;
    private int underWay;

    /**
     * Look-ups on behalf of the thread that will start them.
     *
     * @param mailbox how answers of other threads come back
     * @param resolver who looks names up, or null for the system
     * @param maxThreads how many threads the system's look-ups may use
     */
    public Lookups(Mailbox mailbox, @Nullable Resolver resolver, int maxThreads) {
        this.mailbox = mailbox;
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
        NameQuery asked = queries.get(name);
        NameQuery query = asked == null ? newQuery(name, now) : asked;
        underWay++;
        lookup.waitFor(query);
        if (asked == null) {
            queries.put(name, query);
            mailbox.handOver(() -> ask(query));
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
    }

    /** A query has its answer. Not kept is what was asked before {@link #forget}. */
    void answered(NameQuery query, NameAnswer answer) {
        if (queries.remove(query.name(), query) && answer.isWorthKeeping()) {
            cache.put(query.name(), answer, query.askedAt());
        }
    }

    /** Nobody waits for a query any more. */
    void abandoned(NameQuery query) {
        queries.remove(query.name(), query);
    }

    void ended() {
        underWay--;
    }

    private NameQuery newQuery(String name, long now) {
        try {
            return new NameQuery(this, mailbox, name, now);
        } catch (IOException e) {
            throw new TransferFailure(
                    ResultCode.COULDNT_RESOLVE_HOST,
                    "cannot open a wakeup for name look-ups: " + e.getMessage()
                            + "; perhaps the limit of open files is reached",
                    e);
        }
    }

    private void ask(NameQuery query) {
        try {
            query.runningAs(resolver().resolve(query.name(), query));
        } catch (RuntimeException e) {
            query.failed(e);
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
}
