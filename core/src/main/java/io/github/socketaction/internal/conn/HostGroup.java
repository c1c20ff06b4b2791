package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.http.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of one origin, on whatever route, and who waits for one of them. */
final class HostGroup {

    private final Origin origin;
    private final List<RouteGroup> routes = new ArrayList<>(1);

    /** Connections open or in the making, and places that users in the line of the total limit hold. */
    int open;

    /** Who waits because of the limit of this origin, in the order of coming. */
    final WaitingLine waiting = new WaitingLine();

    HostGroup(Origin origin) {
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    void add(RouteGroup route) {
        routes.add(route);
    }

    void remove(RouteGroup route) {
        routes.remove(route);
    }

    /** An idle connection on any route, or null. */
    @Nullable Connection anyIdle() {
        for (RouteGroup route : routes) {
            if (route.newestIdle != null) {
                return route.newestIdle;
            }
        }
        return null;
    }

    boolean isUnused() {
        return open == 0 && waiting.isEmpty() && routes.isEmpty();
    }
}
