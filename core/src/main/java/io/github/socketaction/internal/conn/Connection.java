package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.sched.Task;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its making to its closing; the only one who speaks for its sockets. While it serves a user, events
 * wake the user; while it is idle, they run the connection itself, which can only find that it has ended.
 */
public final class Connection extends Task implements LinkHost {

    private final ConnectionPool pool;
    final HostGroup group;

    /** The {@link ConnectionPool}'s when this one was made. */
    final int generation;

    private @Nullable Connector connector;
    private @Nullable Link link;
    private @Nullable ConnectionUser user;
    private boolean isClosed;
    private boolean wasUsed;

    /** Neighbours among the idle connections of all origins and of its own, kept by {@link IdleConnections}. */
    @Nullable Connection older;

    @Nullable Connection newer;

    @Nullable Connection olderOfGroup;

    @Nullable Connection newerOfGroup;

    boolean isIdle;

    Connection(ConnectionPool pool, HostGroup group, int generation) {
        this.pool = pool;
        this.group = group;
        this.generation = generation;
    }

    /** Says how it is to be made; called once, before {@link #step()}. */
    public void connectWith(Connector newConnector) {
        connector = newConnector;
    }

    /**
     * Moves the making of the connection on.
     *
     * @return whether it is connected
     */
    public boolean step() {
        Connector making = connector;
        if (making != null) {
            link = making.step();
            if (link != null) {
                connector = null;
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

    /** The user is done with it, and it can serve another. */
    public void recycle() {
        pool.recycle(this);
    }

    /** Closes it, in whatever state it is. Harmless to repeat. */
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        retire();
        user = null;
        if (connector != null) {
            connector.cancel();
        }
        if (link != null) {
            link.release();
        }
        pool.closed(this);
    }

    Origin origin() {
        return group.origin();
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
            pool.examineLater(this);
        }
    }

    @Override
    public @Nullable Transfer transfer() {
        return user == null ? null : user.transfer();
    }

    /** Runs only while idle: whatever can be read then, bytes or an end, makes the connection useless. */
    @Override
    protected void run(long now) {
        if (isIdle && !pool.isSilent(link())) {
            close();
        }
    }
}
