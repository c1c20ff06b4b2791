package io.github.socketaction.posix;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.lang.System.Logger.Level;

/**
 * The sockets that a poller watches: takes what is announced for them, and takes them out of the kernel's set before their
 * numbers can be somebody else's. Telling the kernel of the rest is the poller's, at its next poll.
 */
public final class WatchedDescriptors implements FdWatcher {

    private static final System.Logger LOG = System.getLogger(WatchedDescriptors.class.getPackageName());

    private final Registrations registrations;
    private final Removal removal;

    /** Those in the registrations of a poller, of which others may read and apply what is wanted. */
    public WatchedDescriptors(Registrations registrations, Removal removal) {
        this.registrations = registrations;
        this.removal = removal;
    }

    /**
     * Takes an announcement.
     *
     * @throws IllegalArgumentException when the socket belongs to a backend without descriptors
     * @throws IllegalStateException when it has no descriptor to be watched
     */
    public void announce(SocketHandle socket, PollAction action) {
        FdPollable pollable = FdPollable.of(socket);
        int slot = pollable.slotIn(this);
        if (action == PollAction.REMOVE) {
            if (slot >= 0 && registrations.handle(slot) == socket) {
                closing(slot);
                forget(slot, pollable);
            }
            return;
        }
        if (slot < 0) {
            FdPollable.openFd(socket); // refuses one without a descriptor
            slot = registrations.add(socket);
            pollable.watched(this, slot);
        } else if (registrations.handle(slot) != socket) {
            closing(slot); // its key is about to change
            registrations.replace(slot, socket);
        }
        registrations.want(slot, action.interest());
    }

    /** {@inheritDoc} At once, because the number may belong to somebody else by the time of the next poll. */
    @Override
    public void closing(int slot) {
        int before = registrations.applied(slot);
        SocketHandle socket = registrations.handle(slot);
        if (before != 0 && socket != null) {
            registrations.apply(slot, 0);
            int fd = FdPollable.of(socket).fd();
            int answer = removal.remove(fd, before);
            if (answer < 0) {
                LOG.log(Level.DEBUG, "cannot stop watching descriptor {0}: {1}", fd, Errno.text(-answer));
            }
        }
    }

    /**
     * Reports a socket, unless nothing of what is ready is wanted.
     *
     * @param slot of a socket that is watched
     * @param events {@link SocketEvents} bits that are ready; an error concerns all that is wanted, because whoever waits
     *     must look
     * @return whether it was reported
     */
    public boolean report(int slot, int events, ReadinessSink sink) {
        SocketHandle socket = registrations.handle(slot);
        int interest = registrations.wanted(slot);
        int toReport = (events & SocketEvents.ERR) == 0 ? events & interest : interest | SocketEvents.ERR;
        if (socket == null || interest == 0 || toReport == 0) {
            return false;
        }
        sink.onReady(socket, toReport);
        return true;
    }

    /** Forgets all of them, for a poller whose set the kernel frees as a whole. */
    public void forgetAll() {
        for (int slot = 0; slot < registrations.slots(); slot++) {
            SocketHandle socket = registrations.handle(slot);
            if (socket != null) {
                forget(slot, FdPollable.of(socket));
            }
        }
    }

    private void forget(int slot, FdPollable pollable) {
        pollable.unwatched(this);
        registrations.remove(slot);
    }

    /** How a descriptor leaves the kernel's set. */
    @FunctionalInterface
    public interface Removal {

        /**
         * Takes one out at once; one that is out or closed already is as it should be.
         *
         * @param interest the {@link SocketEvents} bits that it is watched for
         * @return 0 or a negative errno
         */
        int remove(int fd, int interest);
    }
}
