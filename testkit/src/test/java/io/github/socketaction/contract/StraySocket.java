package io.github.socketaction.contract;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A socket of nobody. */
final class StraySocket implements SocketHandle {

    private static final Pollable NOTHING = new Pollable() {};

    @Override
    public long id() {
        return 1;
    }

    @Override
    public Pollable pollable() {
        return NOTHING;
    }

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }
}
