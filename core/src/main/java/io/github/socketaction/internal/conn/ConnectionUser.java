package io.github.socketaction.internal.conn;

import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.transfer.Transfer;

/** Who uses a connection, or waits for one. */
public interface ConnectionUser {

    /** The connection can move on, or it is this user's turn to get one: queue whoever acts on it. */
    void wake();

    /** The connection in the making has come so far. */
    void reached(Milestone milestone, long now);

    /** The transfer behind it. */
    Transfer transfer();
}
