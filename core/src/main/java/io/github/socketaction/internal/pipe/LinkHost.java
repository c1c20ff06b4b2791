package io.github.socketaction.internal.pipe;

import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** Whom links and connectors serve: the connection. */
public interface LinkHost {

    /** Something happened below; queues whoever can move on by it. */
    void onReady();

    /** The one transfer that is served now, or null. */
    @Nullable Transfer transfer();
}
