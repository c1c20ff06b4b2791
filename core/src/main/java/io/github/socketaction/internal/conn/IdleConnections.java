package io.github.socketaction.internal.conn;

import org.jspecify.annotations.Nullable;

/**
 * The idle connections, linked twice through themselves: by age among all, and by age among those of one route. Every
 * operation takes the same time however many there are.
 */
final class IdleConnections {

    private @Nullable Connection oldest;
    private @Nullable Connection newest;
    private int size;

    int size() {
        return size;
    }

    /** The one that is idle for longest, or null. */
    @Nullable Connection oldest() {
        return oldest;
    }

    void add(Connection connection) {
        connection.isIdle = true;
        size++;
        connection.older = newest;
        if (newest == null) {
            oldest = connection;
        } else {
            newest.newer = connection;
        }
        newest = connection;

        RouteGroup group = connection.group;
        connection.olderOfGroup = group.newestIdle;
        if (group.newestIdle != null) {
            group.newestIdle.newerOfGroup = connection;
        }
        group.newestIdle = connection;
    }

    /** Takes out one that is idle. */
    void remove(Connection connection) {
        connection.isIdle = false;
        size--;
        unlinkFromAll(connection);
        unlinkFromGroup(connection);
    }

    private void unlinkFromAll(Connection connection) {
        Connection before = connection.older;
        Connection after = connection.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        connection.older = null;
        connection.newer = null;
    }

    private static void unlinkFromGroup(Connection connection) {
        Connection before = connection.olderOfGroup;
        Connection after = connection.newerOfGroup;
        if (before != null) {
            before.newerOfGroup = after;
        }
        if (after == null) {
            connection.group.newestIdle = before;
        } else {
            after.olderOfGroup = before;
        }
        connection.olderOfGroup = null;
        connection.newerOfGroup = null;
    }
}
