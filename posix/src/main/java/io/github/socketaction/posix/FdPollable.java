package io.github.socketaction.posix;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something with a descriptor. It keeps the slot that it has in the poller that watches it, so that the poller needs no
 * map; further pollers, which are rare, follow in a list.
 */
public abstract class FdPollable implements Pollable {

    /** What {@link #fd()} answers while there is no descriptor. */
    public static final int NO_FD = -1;

    private @Nullable FdWatcher watcher;
    private int slot;
    private @Nullable Further further;

    /** For the kinds of pollables that a backend has. */
    protected FdPollable() {}

    /**
     * The pollable of a socket.
     *
     * @throws IllegalArgumentException when the socket belongs to a backend without descriptors
     */
    public static FdPollable of(SocketHandle socket) {
        if (socket.pollable() instanceof FdPollable pollable) {
            return pollable;
        }
        throw new IllegalArgumentException("socket " + socket.id() + " is a "
                + socket.pollable().getClass().getName()
                + " of another backend: use the poller of the backend that opened it");
    }

    /**
     * The descriptor of a socket, to be waited for.
     *
     * @throws IllegalArgumentException when the socket belongs to a backend without descriptors
     * @throws IllegalStateException when the socket is closed or has not been told to connect yet
     */
    public static int openFd(SocketHandle socket) {
        int fd = of(socket).fd();
        if (fd == NO_FD) {
            throw new IllegalStateException(
                    "socket " + socket.id() + " has no descriptor: it is closed, or was not told to connect yet");
        }
        return fd;
    }

    /** The descriptor, or {@link #NO_FD} before it is opened and after it is closed. */
    public abstract int fd();

    /**
     * Says that the descriptor cannot be waited for.
     *
     * @return whether whoever uses it will learn of the reason when it uses it next
     */
    public boolean fail(IOException why) {
        return false;
    }

    /** The slot that a poller has given to this, or -1. */
    public final int slotIn(FdWatcher poller) {
        if (watcher == poller) {
            return slot;
        }
        for (Further one = further; one != null; one = one.next) {
            if (one.watcher == poller) {
                return one.slot;
            }
        }
        return -1;
    }

    /** Keeps the slot that a poller has given to this. */
    public final void watched(FdWatcher poller, int newSlot) {
        if (watcher == null) {
            watcher = poller;
            slot = newSlot;
        } else {
            further = new Further(poller, newSlot, further);
        }
    }

    /** Forgets the slot that a poller has given to this. */
    public final void unwatched(FdWatcher poller) {
        if (watcher == poller) {
            watcher = null;
            return;
        }
        Further before = null;
        for (Further one = further; one != null; one = one.next) {
            if (one.watcher != poller) {
                before = one;
            } else if (before == null) {
                further = one.next;
            } else {
                before.next = one.next;
            }
        }
    }

    /** Tells every poller that the descriptor is about to be closed. */
    protected final void closing() {
        if (watcher != null) {
            watcher.closing(slot);
        }
        for (Further one = further; one != null; one = one.next) {
            one.watcher.closing(one.slot);
        }
    }

    /** A poller after the first one. */
    private static final class Further {

        final FdWatcher watcher;
        final int slot;

        @Nullable Further next;

        Further(FdWatcher watcher, int slot, @Nullable Further next) {
            this.watcher = watcher;
            this.slot = slot;
            this.next = next;
        }
    }
}
