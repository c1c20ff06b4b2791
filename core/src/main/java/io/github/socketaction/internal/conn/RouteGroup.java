package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.route.Route;
import org.jspecify.annotations.Nullable;

/** The connections of one route: those that may serve the same transfers. */
final class RouteGroup {

    private final Route route;
    private final HostGroup host;

    /** Connections open or in the making. */
    int open;

    /** The idle connection that was used last. */
    @Nullable Connection newestIdle;

    RouteGroup(Route route, HostGroup host) {
        this.route = route;
        this.host = host;
    }

    Route route() {
        return route;
    }

    HostGroup host() {
        return host;
    }
}
