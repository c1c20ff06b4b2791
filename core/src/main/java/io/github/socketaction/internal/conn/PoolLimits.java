package io.github.socketaction.internal.conn;

/**
 * How many connections there may be.
 *
 * @param total most connections open, or 0 for no limit
 * @param host most connections open to one origin, or 0 for no limit
 * @param idle most idle connections kept
 */
public record PoolLimits(int total, int host, int idle) {

    boolean allowsTotal(int open) {
        return total == 0 || open < total;
    }

    boolean allowsHost(int open) {
        return host == 0 || open < host;
    }
}
