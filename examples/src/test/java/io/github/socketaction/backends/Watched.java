package io.github.socketaction.backends;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A socket handle without an engine. */
record Watched(long id, Pollable pollable) implements SocketHandle {

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }
}
