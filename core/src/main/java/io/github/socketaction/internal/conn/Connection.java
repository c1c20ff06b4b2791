package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.names.Lookups;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.internal.route.RouteLookup;
import io.github.socketaction.internal.sched.Deadline;
import io.github.socketaction.internal.sched.Task;
import io.github.socketaction.internal.sched.TimerQueue;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its making to its closing; the only one who speaks for its sockets. While it serves a user, events
 * wake the user; while it is idle or finishing, they run the connection itself.
 */
public final class Connection extends Task implements LinkHost {

    /** How long the peer has to answer our goodbye, as long as libcurl gives it. */
    static final long FINISH_NANOS = 2_000_000_000L;

    private final ConnectionPool pool;
    final RouteGroup group;

    /** The {@link ConnectionPool}'s when this one was made. */
    final int generation;

    private final ConnectionIdentity identity;
    private final long openedAt;
    private long idleSince;
    private @Nullable RouteLookup lookup;
    private @Nullable Connector connector;
    private @Nullable Link link;
    private @Nullable ConnectionUser user;
    private boolean isClosed;
    private boolean wasUsed;

    /** Neighbours among the idle connections of all routes and of its own, kept by {@link IdleConnections}. */
    @Nullable Connection older;

    @Nullable Connection newer;

    @Nullable Connection olderOfGroup;

    @Nullable Connection newerOfGroup;

    boolean isIdle;

    Connection(ConnectionPool pool, RouteGroup group, long id, int generation, long now) {
        this.pool = pool;
        this.group = group;
        this.identity = new ConnectionIdentity(id);
        this.generation = generation;
        this.openedAt = now;
    }

    /** What its users may keep of it. */
    public ConnectionIdentity identity() {
        return identity;
    }

    /**
     * The look-ups that its route needs, begun by the first call.
     *
     * @throws io.github.socketaction.internal.TransferFailure when one cannot be started; {@link #close} ends the others
     */
    public RouteLookup lookUp(Lookups lookups, long now) {
        RouteLookup begun = lookup;
        if (begun == null) {
            begun = new RouteLookup();
            lookup = begun;
            begun.start(group.route(), lookups, now, this::onReady);
        }
        return begun;
    }

    /** Says how it is to be made; called once, before {@link #step}. */
    public void connectWith(Connector newConnector) {
        lookup = null;
        connector = newConnector;
    }

    /**
     * Moves the making of the connection on.
     *
     * @return whether it is connected
     */
    public boolean step(long now) {
        Connector making = connector;
        if (making != null) {
            link = making.step(now);
            if (link != null) {
                connector = null;
                identity.connected(link.endpoints());
                pool.timers().clearAll(this);
            }
        }
        return link != null;
    }

    /** What is being attempted while it is made, for messages; null before and after. */
    public @Nullable String attempt() {
        return connector == null ? null : connector.attempt();
    }

    /** The link of a connected connection. */
    public Link link() {
        if (link == null) {
            throw new IllegalStateException("not connected");
        }
        return link;
    }

    /** The link, or null while it is not connected. */
    public @Nullable Link linkOrNull() {
        return link;
    }

    /** Whether an earlier user was served by it. */
    public boolean wasUsed() {
        return wasUsed;
    }

    /** What to wait for, on behalf of the user. */
    public void want(PollAction action) {
        link().want(action);
    }

    /** The user is done with it at a time, and it can serve another. */
    public void recycle(long now) {
        idleSince = now;
        pool.recycle(this);
    }

    /** The user is done with it, and it is to serve no other: it ends as politely as its protocol asks for. */
    public void finish() {
        user = null;
        if (link == null || saysGoodbye(link)) {
            close();
        } else if (!isClosed) {
            pool.finishing(this);
            pool.runLater(this);
        }
    }

    /** Closes it, in whatever state it is. Harmless to repeat. */
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        pool.timers().clearAll(this);
        retire();
        user = null;
        if (lookup != null) {
            lookup.cancel();
        }
        if (connector != null) {
            connector.cancel();
        }
        if (link != null) {
            link.release();
        }
        pool.closed(this);
    }

    boolean isYoungEnough(PoolLimits limits, long now) {
        return limits.allowsReuse(now - idleSince, now - openedAt);
    }

    void lendTo(ConnectionUser newUser) {
        user = newUser;
    }

    void takeBack(PollAction idleAction) {
        user = null;
        wasUsed = true;
        link().want(idleAction);
    }

    @Override
    public void onReady() {
        if (user != null) {
            user.wake();
        } else if (!isClosed) {
            pool.runLater(this);
        }
    }

    @Override
    public void wakeAt(long at) {
        if (at == TimerQueue.NEVER) {
            pool.timers().clear(this, Deadline.STAGE);
        } else {
            pool.timers().set(this, Deadline.STAGE, at);
        }
    }

    @Override
    public void reached(Milestone milestone, long now) {
        if (user != null) {
            user.reached(milestone, now);
        }
    }

    @Override
    public @Nullable Transfer transfer() {
        return user == null ? null : user.transfer();
    }

    @Override
    protected void run(long now) {
        int due = takeDue();
        if (user != null) {
            user.wake();
        } else if (isIdle) {
            closeUnlessSilent();
        } else {
            finishOn(now, due);
        }
    }

    /** Whatever can be read while it is idle, bytes or an end, makes it useless. */
    private void closeUnlessSilent() {
        if (!pool.isSilent(link())) {
            close();
        }
    }

    private void finishOn(long now, int due) {
        if (Deadline.STAGE.isIn(due) || saysGoodbye(link())) {
            close();
        } else if (!pool.timers().has(this, Deadline.STAGE)) {
            wakeAt(now + FINISH_NANOS);
        }
    }

    /** Whether nothing is left to be said or heard. */
    private static boolean saysGoodbye(Link link) {
        try {
            return link.finish();
        } catch (TransferFailure goneAlready) {
            // A peer that does not wait for our goodbye misses nothing: no transfer relies on this connection any more.
            return true;
        }
    }
}
