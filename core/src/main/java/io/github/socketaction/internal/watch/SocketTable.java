package io.github.socketaction.internal.watch;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.SocketInterest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All open sockets. What is wanted for one is noted when it changes; the application is told once for each socket and
 * action, and only of what then differs from what it was told before.
 *
 * <p>A released socket is closed here and nowhere else: after the application has heard {@code REMOVE}, if it knew of it.
 */
public final class SocketTable {

    private final SocketCallback callback;
    private final ArrayList<WatchedSocket> sockets = new ArrayList<>();
    private long lastId;
    private @Nullable WatchedSocket firstChanged;
    private @Nullable WatchedSocket lastChanged;

    public SocketTable(SocketCallback callback) {
        this.callback = callback;
    }

    /** Takes a socket in. The application hears of it when something is wanted. */
    public WatchedSocket add(Pollable pollable, SocketOwner owner) {
        WatchedSocket socket = new WatchedSocket(++lastId, pollable, owner, this);
        socket.index = sockets.size();
        sockets.add(socket);
        return socket;
    }

    /** Says what the application is to wait for; {@code REMOVE} for forgetting a socket that stays open. */
    public void want(WatchedSocket socket, PollAction action) {
        if (socket.wanted == action || socket.isReleased) {
            return;
        }
        socket.wanted = action;
        markChanged(socket);
    }

    /** Gives a socket up; its owner hears when it may be closed. Harmless to repeat. */
    public void release(WatchedSocket socket) {
        if (!socket.isReleased) {
            socket.isReleased = true;
            socket.wanted = PollAction.REMOVE;
            markChanged(socket);
        }
    }

    /** Tells the owner of a socket that something happened on it. One that is not announced is ignored. */
    public void ready(SocketHandle handle) {
        WatchedSocket socket = known(handle);
        if (socket != null) {
            socket.owner().onReady();
        }
    }

    /** Tells the owners of all sockets that something may have happened. */
    public void allReady() {
        for (int i = 0; i < sockets.size(); i++) {
            sockets.get(i).owner().onReady();
        }
    }

    /**
     * Keeps an object with a socket.
     *
     * @return whether the socket is announced
     */
    public boolean assign(SocketHandle handle, @Nullable Object assigned) {
        WatchedSocket socket = known(handle);
        if (socket == null) {
            return false;
        }
        socket.assigned = assigned;
        return true;
    }

    /** The sockets that the application watches now, and for what; a copy. */
    public List<SocketInterest> watched() {
        List<SocketInterest> watched = new ArrayList<>(sockets.size());
        for (WatchedSocket socket : sockets) {
            if (socket.announced != PollAction.REMOVE) {
                watched.add(new SocketInterest(socket, socket.announced));
            }
        }
        return List.copyOf(watched);
    }

    /** How many sockets are open. */
    public int size() {
        return sockets.size();
    }

    /**
     * Tells the application everything that changed, and closes what was released. What changes meanwhile is told too.
     *
     * @throws RuntimeException what the callback threw; what was not told yet is told by the next call
     */
    public void announce() {
        for (WatchedSocket socket = nextChanged(); socket != null; socket = nextChanged()) {
            try {
                tell(socket);
            } finally {
                if (socket.isReleased && !socket.isChanged) {
                    drop(socket);
                }
            }
        }
    }

    /** Whether there may be something to tell. */
    public boolean hasChanges() {
        return firstChanged != null;
    }

    private void tell(WatchedSocket socket) {
        PollAction before = socket.announced;
        PollAction action = socket.wanted;
        if (action == before) {
            return;
        }
        Object assigned = socket.assigned;
        boolean isLast = action == PollAction.REMOVE;
        if (isLast) {
            socket.announced = action;
            socket.assigned = null;
            callback.onSocket(socket, action, assigned);
            return;
        }
        // Announced while the callback runs, so that it can assign; taken back if it fails, so that a socket which the
        // application never accepted gets no REMOVE.
        socket.announced = action;
        boolean accepted = false;
        try {
            callback.onSocket(socket, action, assigned);
            accepted = true;
        } finally {
            if (!accepted && before == PollAction.REMOVE) {
                socket.announced = before;
            }
        }
    }

    private void drop(WatchedSocket socket) {
        if (socket.index < 0) {
            return;
        }
        WatchedSocket last = sockets.remove(sockets.size() - 1);
        if (last != socket) {
            sockets.set(socket.index, last);
            last.index = socket.index;
        }
        socket.index = -1;
        socket.assigned = null;
        socket.owner().onReleased();
    }

    private @Nullable WatchedSocket known(SocketHandle handle) {
        return handle instanceof WatchedSocket socket && socket.table == this && socket.announced != PollAction.REMOVE
                ? socket
                : null;
    }

    private void markChanged(WatchedSocket socket) {
        if (socket.isChanged) {
            return;
        }
        socket.isChanged = true;
        if (lastChanged == null) {
            firstChanged = socket;
        } else {
            lastChanged.nextChanged = socket;
        }
        lastChanged = socket;
    }

    private @Nullable WatchedSocket nextChanged() {
        WatchedSocket socket = firstChanged;
        if (socket != null) {
            firstChanged = socket.nextChanged;
            if (firstChanged == null) {
                lastChanged = null;
            }
            socket.nextChanged = null;
            socket.isChanged = false;
        }
        return socket;
    }
}
