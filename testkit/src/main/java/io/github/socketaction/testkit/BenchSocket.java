package io.github.socketaction.testkit;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A socket handle without an engine. */
final class BenchSocket implements SocketHandle {

    private final long id;
    private final Pollable pollable;

    BenchSocket(long id, Pollable pollable) {
        this.id = id;
        this.pollable = pollable;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Pollable pollable() {
        return pollable;
    }

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }

    @Override
    public String toString() {
        return "socket " + id;
    }
}
