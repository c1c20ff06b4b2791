package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Registrations;
import io.github.socketaction.socket.SocketEvents;
import java.util.Arrays;

/**
 * The descriptors of the application that the kernel has refused to watch, and whose users cannot be told in any other
 * way: they are reported with {@code ERR} and asked for again by each poll.
 */
final class RefusedDescriptors {

    private long[] keys = new long[4];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void add(long key) {
        if (count > 0 && keys[count - 1] == key) {
            return; // both of its filters were refused
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
    }

    /** Forgets them, and queues those that are still there: they are to be tried again. */
    void queueAgain(Registrations registrations) {
        for (int i = 0; i < count; i++) {
            int slot = registrations.slot(keys[i]);
            if (slot >= 0) {
                registrations.queue(slot);
            }
        }
        count = 0;
    }

    void addTo(ReadySockets ready, Registrations registrations) {
        for (int i = 0; i < count; i++) {
            int slot = registrations.slot(keys[i]);
            if (slot >= 0) {
                ready.add(registrations, slot, registrations.wanted(slot) | SocketEvents.ERR);
            }
        }
    }
}
