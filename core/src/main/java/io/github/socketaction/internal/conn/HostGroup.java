package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.http.Origin;
import org.jspecify.annotations.Nullable;

/** The connections of one origin, and who waits for one of them. */
final class HostGroup {

    private final Origin origin;

    /** Connections open or in the making. */
    int open;

    /** The idle connection that was used last. */
    @Nullable Connection newestIdle;

    /** Who waits because of the limit of this origin, in the order of coming. */
    final WaitingLine waiting = new WaitingLine();

    HostGroup(Origin origin) {
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    boolean isUnused() {
        return open == 0 && waiting.isEmpty();
    }
}
