package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.route.Route;
import io.github.socketaction.internal.sched.RunQueue;
import io.github.socketaction.internal.sched.TimerQueue;
import io.github.socketaction.socket.PollAction;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a multi. Gives a user the most recently used idle connection on its route, or leave to open one, or
 * a place in the line of those who wait.
 */
public final class ConnectionPool {

    /** How many connections may be taking their leave; beyond, the first of them is closed at once. */
    static final int MAX_FINISHING = 64;

    private final PoolLimits limits;
    private final PollAction idleAction;
    private final RunQueue runQueue;
    private final TimerQueue timers;
    private final BufferPool buffers;
    private final Map<Route, RouteGroup> routes = new HashMap<>();
    private final Map<Origin, HostGroup> hosts = new HashMap<>();
    private final IdleConnections idle = new IdleConnections();
    private final Set<Connection> finishing = new LinkedHashSet<>();

    /**
     * Who waits because of the total limit, in the order of coming. Each has passed the limit of its origin and holds a
     * place there, so that nobody ever waits in two lines.
     */
    private final WaitingLine waiting = new WaitingLine();

    private int open;
    private int waitingForHosts;

    /** Goes up when the connections made so far are to serve no further user. */
    private int generation;

    private long nextId;

    /**
     * A pool.
     *
     * @param watchIdle whether the application is to watch idle connections
     * @param buffers for looking whether an idle connection has ended
     */
    public ConnectionPool(
            PoolLimits limits, boolean watchIdle, RunQueue runQueue, TimerQueue timers, BufferPool buffers) {
        this.limits = limits;
        this.idleAction = watchIdle ? PollAction.IN : PollAction.REMOVE;
        this.runQueue = runQueue;
        this.timers = timers;
        this.buffers = buffers;
    }

    /**
     * Asks for a connection. Who gets none stands in line from then on, is woken when it is his turn, and asks again.
     *
     * @param freshOnly whether one that was used before will not do
     * @return an idle connection that is now the user's, a new one that is still to be connected, or null
     */
    public @Nullable Connection acquire(Route route, ConnectionUser user, boolean freshOnly, long now) {
        closeUseless(routes.get(route), now);
        // Closing may have dropped the group: it is asked for again.
        RouteGroup group = routes.get(route);
        HostGroup host = group == null ? hosts.computeIfAbsent(route.origin(), HostGroup::new) : group.host();
        boolean passedHost = waiting.contains(user);
        if (!passedHost && !host.waiting.isTurnOf(user)) {
            return waitForHost(user, host);
        }
        Connection reused = freshOnly || group == null ? null : takeIdle(group);
        if (reused != null) {
            leaveLine(user, route.origin());
            reused.lendTo(user);
            return reused;
        }
        if (!passedHost && !passHost(user, host)) {
            return waitForHost(user, host);
        }
        if (!waiting.isTurnOf(user) || (!limits.allowsTotal(open) && !evict(idle.oldest()))) {
            waiting.join(user);
            return null;
        }
        waiting.leave(user);
        waiting.wakeFirst();
        return open(route, host, user, now);
    }

    /** Leaves the line; harmless for who does not stand in one. */
    public void leaveLine(ConnectionUser user, Origin origin) {
        HostGroup host = hosts.get(origin);
        if (host == null) {
            return;
        }
        if (host.waiting.leave(user)) {
            waitingForHosts--;
        } else if (waiting.leave(user)) {
            host.open--;
            waiting.wakeFirst();
        } else {
            return;
        }
        host.waiting.wakeFirst();
        dropIfUnused(host);
    }

    /** Closes every connection that serves nobody, the idle ones and those that take their leave. */
    public void closeUnused() {
        closeIdle();
        while (!finishing.isEmpty()) {
            finishing.iterator().next().close();
        }
    }

    /** Closes every idle connection, and the others when their users are done with them. */
    public void retireAll() {
        generation++;
        closeIdle();
    }

    /** Connections open or in the making, without those that take their leave. */
    public int open() {
        return open;
    }

    /** Idle connections. */
    public int idle() {
        return idle.size();
    }

    /** Users that stand in line. */
    public int waiting() {
        return waitingForHosts + waiting.size();
    }

    TimerQueue timers() {
        return timers;
    }

    void recycle(Connection connection) {
        if (connection.generation != generation) {
            connection.finish();
            return;
        }
        connection.takeBack(idleAction);
        idle.add(connection);
        if (connection.link().mayRead()) {
            runLater(connection);
        }
        if (idle.size() > limits.idle()) {
            evict(idle.oldest());
        }
        WaitingLine.earlier(connection.group.host().waiting, waiting).wakeFirst();
    }

    /** A connection takes its leave: it counts no more, and others may have its place. */
    void finishing(Connection connection) {
        if (!finishing.add(connection)) {
            return;
        }
        gone(connection);
        if (finishing.size() > MAX_FINISHING) {
            finishing.iterator().next().close();
        }
    }

    void closed(Connection connection) {
        if (!finishing.remove(connection)) {
            gone(connection);
        }
    }

    void runLater(Connection connection) {
        runQueue.add(connection);
    }

    /** Whether nothing can be read from an idle link; bytes would belong to no one. */
    boolean isSilent(Link link) {
        if (!link.mayRead()) {
            return true;
        }
        BufferPool.Chunk chunk = buffers.acquire();
        try {
            return link.isSilent(chunk.bytes());
        } finally {
            buffers.release(chunk);
        }
    }

    private Connection open(Route route, HostGroup host, ConnectionUser user, long now) {
        RouteGroup group = routes.get(route);
        if (group == null) {
            group = new RouteGroup(route, host);
            routes.put(route, group);
            host.add(group);
        }
        open++;
        group.open++;
        Connection connection = new Connection(this, group, nextId++, generation, now);
        connection.lendTo(user);
        return connection;
    }

    private void gone(Connection connection) {
        if (connection.isIdle) {
            idle.remove(connection);
        }
        RouteGroup group = connection.group;
        HostGroup host = group.host();
        open--;
        host.open--;
        group.open--;
        if (group.open == 0) {
            routes.remove(group.route());
            host.remove(group);
        }
        host.waiting.wakeFirst();
        waiting.wakeFirst();
        dropIfUnused(host);
    }

    private void closeIdle() {
        for (Connection oldest = idle.oldest(); oldest != null; oldest = idle.oldest()) {
            oldest.finish();
        }
    }

    /**
     * Closes those next in turn that are too old, or that an event came for and that have ended or hold bytes that nobody
     * asked for.
     */
    private void closeUseless(@Nullable RouteGroup group, long now) {
        while (group != null && group.newestIdle != null) {
            Connection newest = group.newestIdle;
            if (!isSilent(newest.link())) {
                newest.close();
            } else if (!newest.isYoungEnough(limits, now)) {
                newest.finish();
            } else {
                return;
            }
        }
    }

    private @Nullable Connection takeIdle(RouteGroup group) {
        Connection newest = group.newestIdle;
        if (newest != null) {
            idle.remove(newest);
        }
        return newest;
    }

    private boolean passHost(ConnectionUser user, HostGroup host) {
        boolean isFull = !limits.allowsHost(host.open);
        Connection replaceable = isFull ? host.anyIdle() : null;
        if (isFull && replaceable == null) {
            return false;
        }
        host.open++;
        evict(replaceable);
        if (host.waiting.leave(user)) {
            waitingForHosts--;
        }
        host.waiting.wakeFirst();
        return true;
    }

    private @Nullable Connection waitForHost(ConnectionUser user, HostGroup host) {
        if (!host.waiting.contains(user)) {
            host.waiting.join(user);
            waitingForHosts++;
        }
        return null;
    }

    private void dropIfUnused(HostGroup host) {
        if (host.isUnused()) {
            hosts.remove(host.origin());
        }
    }

    private static boolean evict(@Nullable Connection connection) {
        if (connection == null) {
            return false;
        }
        connection.finish();
        return true;
    }
}
