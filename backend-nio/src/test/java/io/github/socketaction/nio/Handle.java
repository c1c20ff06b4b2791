package io.github.socketaction.nio;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A socket handle without an engine. */
final class Handle implements SocketHandle {

    private final Pollable pollable;

    Handle(Pollable pollable) {
        this.pollable = pollable;
    }

    @Override
    public long id() {
        return 7;
    }

    @Override
    public Pollable pollable() {
        return pollable;
    }

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }
}
