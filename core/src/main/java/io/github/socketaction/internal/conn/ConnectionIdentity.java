package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.pipe.Endpoints;
import org.jspecify.annotations.Nullable;

/** What the transfers that a connection served can tell of it, also when it is long gone: so it holds no more than that. */
public final class ConnectionIdentity {

    private final long id;
    private @Nullable Endpoints endpoints;

    ConnectionIdentity(long id) {
        this.id = id;
    }

    void connected(Endpoints newEndpoints) {
        endpoints = newEndpoints;
    }

    /** Its number: from 0 upward, no other connection of the pool has or had it. */
    public long id() {
        return id;
    }

    /** Its two ends, or null while it is not connected. */
    public @Nullable Endpoints endpoints() {
        return endpoints;
    }
}
