package io.github.socketaction.internal.watch;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** One socket in the {@link SocketTable}: what is wanted for it, and what was last announced. */
public final class WatchedSocket implements SocketHandle {

    private final long id;
    private final Pollable pollable;
    private final SocketOwner owner;
    final SocketTable table;

    /** The place in the table, or -1 when it is no longer there. */
    int index;

    /** What the application is to be told; {@code REMOVE} for nothing. */
    PollAction wanted = PollAction.REMOVE;

    /** What the application was told last; {@code REMOVE} when it knows nothing of this socket. */
    PollAction announced = PollAction.REMOVE;

    @Nullable Object assigned;

    boolean isReleased;
    boolean isChanged;

    @Nullable WatchedSocket nextChanged;

    WatchedSocket(long id, Pollable pollable, SocketOwner owner, SocketTable table) {
        this.id = id;
        this.pollable = pollable;
        this.owner = owner;
        this.table = table;
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
        return isReleased ? null : owner.transfer();
    }

    SocketOwner owner() {
        return owner;
    }

    @Override
    public String toString() {
        return "socket " + id;
    }
}
