package io.github.socketaction.epoll;

import io.github.socketaction.posix.Registrations;
import io.github.socketaction.posix.WatchedDescriptors;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import java.util.Arrays;

/** The sockets that the kernel has refused to watch in one poll, to be reported with {@code ERR} at its end. */
final class RefusedSockets {

    private long[] keys = new long[4];
    private boolean[] told = new boolean[4];
    private int count;

    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /**
     * Takes one.
     *
     * @param isTold whether its user learns of it when it uses it next, so that there is no need to try again
     */
    void add(long key, boolean isTold) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            told = Arrays.copyOf(told, count * 2);
        }
        keys[count] = key;
        told[count] = isTold;
        count++;
    }

    /** Whether there is no news in here for anybody, so that the poll may wait a little. */
    boolean mayWait() {
        for (int i = 0; i < count; i++) {
            if (told[i]) {
                return false;
            }
        }
        return true;
    }

    /** Queues those that are to be tried again. */
    void queueAgain(Registrations registrations) {
        for (int i = 0; i < count; i++) {
            int slot = registrations.slot(keys[i]);
            if (!told[i] && slot >= 0) {
                registrations.queue(slot);
            }
        }
    }

    /** Reports those that are still there, and gives how many. */
    int report(Registrations registrations, WatchedDescriptors watched, ReadinessSink sink) {
        int reported = 0;
        for (int i = 0; i < count; i++) {
            int slot = registrations.slot(keys[i]);
            reported += slot >= 0 && watched.report(slot, SocketEvents.ERR, sink) ? 1 : 0;
        }
        return reported;
    }
}
