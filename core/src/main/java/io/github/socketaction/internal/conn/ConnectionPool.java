package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.sched.RunQueue;
import io.github.socketaction.socket.PollAction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a multi. Gives a user the most recently used idle connection to its origin, or leave to open one, or
 * a place in the line of those who wait.
 */
public final class ConnectionPool {

    private final PoolLimits limits;
    private final PollAction idleAction;
    private final RunQueue runQueue;
    private final BufferPool buffers;
    private final Map<Origin, HostGroup> groups = new HashMap<>();
    private final IdleConnections idle = new IdleConnections();

    /**
     * Who waits because of the total limit, in the order of coming. Each has passed the limit of its origin and holds a
     * place there, so that nobody ever waits in two lines.
     */
    private final WaitingLine waiting = new WaitingLine();

    private int open;
    private int waitingForHosts;

    /** Goes up when the connections made so far are to serve no further user. */
    private int generation;

    /**
     * A pool.
     *
     * @param watchIdle whether the application is to watch idle connections
     * @param buffers for looking whether an idle connection has ended
     */
    public ConnectionPool(PoolLimits limits, boolean watchIdle, RunQueue runQueue, BufferPool buffers) {
        this.limits = limits;
        this.idleAction = watchIdle ? PollAction.IN : PollAction.REMOVE;
        this.runQueue = runQueue;
        this.buffers = buffers;
    }

    /**
     * Asks for a connection. Who gets none stands in line from then on, is woken when it is his turn, and asks again.
     *
     * @param freshOnly whether one that was used before will not do
     * @return an idle connection that is now the user's, a new one that is still to be connected, or null
     */
    public @Nullable Connection acquire(Origin origin, ConnectionUser user, boolean freshOnly) {
        closeEnded(groups.get(origin));
        HostGroup group = groups.computeIfAbsent(origin, HostGroup::new);
        boolean passedHost = waiting.contains(user);
        if (!passedHost && !group.waiting.isTurnOf(user)) {
            return waitForHost(user, group);
        }
        Connection reused = freshOnly ? null : takeIdle(group);
        if (reused != null) {
            leaveLine(user, origin);
            reused.lendTo(user);
            return reused;
        }
        if (!passedHost && !passHost(user, group)) {
            return waitForHost(user, group);
        }
        if (!waiting.isTurnOf(user) || (!limits.allowsTotal(open) && !evict(idle.oldest()))) {
            waiting.join(user);
            return null;
        }
        waiting.leave(user);
        open++;
        waiting.wakeFirst();
        Connection connection = new Connection(this, group, generation);
        connection.lendTo(user);
        return connection;
    }

    /** Leaves the line; harmless for who does not stand in one. */
    public void leaveLine(ConnectionUser user, Origin origin) {
        HostGroup group = groups.get(origin);
        if (group == null) {
            return;
        }
        if (group.waiting.leave(user)) {
            waitingForHosts--;
        } else if (waiting.leave(user)) {
            group.open--;
            waiting.wakeFirst();
        } else {
            return;
        }
        group.waiting.wakeFirst();
        dropIfUnused(group);
    }

    /** Closes every idle connection. */
    public void closeIdle() {
        for (Connection oldest = idle.oldest(); oldest != null; oldest = idle.oldest()) {
            oldest.close();
        }
    }

    /** Closes every idle connection, and the others when their users are done with them. */
    public void retireAll() {
        generation++;
        closeIdle();
    }

    /** Connections open or in the making. */
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

    void recycle(Connection connection) {
        if (connection.generation != generation) {
            connection.close();
            return;
        }
        connection.takeBack(idleAction);
        idle.add(connection);
        if (connection.link().mayRead()) {
            examineLater(connection);
        }
        if (idle.size() > limits.idle()) {
            evict(idle.oldest());
        }
        WaitingLine.earlier(connection.group.waiting, waiting).wakeFirst();
    }

    void closed(Connection connection) {
        if (connection.isIdle) {
            idle.remove(connection);
        }
        open--;
        connection.group.open--;
        connection.group.waiting.wakeFirst();
        waiting.wakeFirst();
        dropIfUnused(connection.group);
    }

    void examineLater(Connection connection) {
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

    /** Closes those next in turn that an event came for and that have ended, or hold bytes that nobody asked for. */
    private void closeEnded(@Nullable HostGroup group) {
        while (group != null && group.newestIdle != null && !isSilent(group.newestIdle.link())) {
            group.newestIdle.close();
        }
    }

    private @Nullable Connection takeIdle(HostGroup group) {
        Connection newest = group.newestIdle;
        if (newest != null) {
            idle.remove(newest);
        }
        return newest;
    }

    private boolean passHost(ConnectionUser user, HostGroup group) {
        boolean isFull = !limits.allowsHost(group.open);
        if (isFull && group.newestIdle == null) {
            return false;
        }
        group.open++;
        if (isFull) {
            evict(group.newestIdle);
        }
        if (group.waiting.leave(user)) {
            waitingForHosts--;
        }
        group.waiting.wakeFirst();
        return true;
    }

    private @Nullable Connection waitForHost(ConnectionUser user, HostGroup group) {
        if (!group.waiting.contains(user)) {
            group.waiting.join(user);
            waitingForHosts++;
        }
        return null;
    }

    private void dropIfUnused(HostGroup group) {
        if (group.isUnused()) {
            groups.remove(group.origin());
        }
    }

    private static boolean evict(@Nullable Connection connection) {
        if (connection == null) {
            return false;
        }
        connection.close();
        return true;
    }
}
