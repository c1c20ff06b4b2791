package io.github.socketaction.kqueue;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A socket handle without an engine. */
record Handle(long id, Pollable pollable) implements SocketHandle {

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }

    /** One socket is equal to itself alone. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }
}
