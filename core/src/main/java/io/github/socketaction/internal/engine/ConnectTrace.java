package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.conn.Connection;
import org.jspecify.annotations.Nullable;

/** Moves the making of a connection on, and tells the trace callback what is attempted anew. */
final class ConnectTrace {

    private ConnectTrace() {}

    /** Whether it is connected. */
    static boolean step(TransferTask transfer, Connection connection, long now) {
        if (transfer.options().traceCallback() == null) {
            return connection.step(now);
        }
        String before = connection.attempt();
        boolean isConnected = connection.step(now);
        @Nullable String after = connection.attempt();
        if (after != null && !after.equals(before)) {
            Delivery.trace(transfer, after, "");
        }
        return isConnected;
    }
}
