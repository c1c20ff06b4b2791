package io.github.socketaction.internal.conn;

/**
 * How many connections there may be, and how old.
 *
 * @param total most connections open, or 0 for no limit
 * @param host most connections open to one origin, or 0 for no limit
 * @param idle most idle connections kept
 * @param idleNanos how long a connection may have been idle to be used again, in nanoseconds, or 0 for no limit
 * @param lifeNanos how long a connection may have been open to be used again, in nanoseconds, or 0 for no limit
 */
public record PoolLimits(int total, int host, int idle, long idleNanos, long lifeNanos) {

    boolean allowsTotal(int open) {
        return total == 0 || open < total;
    }

    boolean allowsHost(int open) {
        return host == 0 || open < host;
    }

    /** Whether a connection is still young enough to be used again. */
    boolean allowsReuse(long idleFor, long openFor) {
        return (idleNanos == 0 || idleFor <= idleNanos) && (lifeNanos == 0 || openFor <= lifeNanos);
    }
}
