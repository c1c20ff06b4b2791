package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Registrations;
import java.util.Arrays;

/**
 * The sockets that one poll has found, each once: reading and writing have records of their own, which may lie far
 * apart. They are kept by key, so that one that is removed meanwhile is known for it.
 */
final class ReadySockets {

    private static final int FIRST_SIZE = 16;

    private long[] keys = new long[FIRST_SIZE];
    private int count;
    /** What was found, by slot; 0 for sockets that are not among the keys. */
    private byte[] events = new byte[FIRST_SIZE];

    /** Adds event bits, at least one, to a socket. */
    void add(Registrations registrations, int slot, int eventBits) {
        if (slot >= events.length) {
            events = Arrays.copyOf(events, Math.max(slot + 1, events.length + (events.length >> 1)));
        }
        if (events[slot] == 0) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
            }
            keys[count++] = registrations.key(slot);
        }
        events[slot] |= (byte) eventBits;
    }

    int size() {
        return count;
    }

    long key(int index) {
        return keys[index];
    }

    int events(int index) {
        return events[(int) keys[index]];
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            events[(int) keys[i]] = 0;
        }
        count = 0;
    }
}
