package io.github.socketaction.posix;

import io.github.socketaction.socket.SocketHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a poller by slot: what is wanted for each, what the kernel was told, and which ones differ. Arrays of
 * primitives, nine bytes a socket.
 *
 * <p>A slot is used again, its generation is not: the key of both goes to the kernel with a registration and comes back
 * with each event, so that a late event of a former owner is known for what it is.
 */
public final class Registrations {

    private static final int WANTED = 3;
    private static final int APPLIED_SHIFT = 2;
    private static final int QUEUED = 1 << 4;
    private static final int FIRST_SIZE = 16;
    /** A list of changes of more than this many was a burst, and is not kept. */
    private static final int KEPT_CHANGES = 1024;

    private @Nullable SocketHandle[] handles = new SocketHandle[FIRST_SIZE];
    private int[] generations = new int[FIRST_SIZE];
    private byte[] states = new byte[FIRST_SIZE];
    private int used;
    private int[] free = new int[FIRST_SIZE];
    private int freeCount;
    private int[] changed = new int[FIRST_SIZE];
    private int changedCount;

    /** For a poller. */
    public Registrations() {}

    /** Takes a socket in and gives its slot. Nothing is wanted yet. */
    public int add(SocketHandle handle) {
        int slot = freeCount > 0 ? free[--freeCount] : newSlot();
        handles[slot] = handle;
        return slot;
    }

    private int newSlot() {
        if (used == states.length) {
            // By half, not twofold: with many idle connections what is unused counts.
            int size = used + (used >> 1);
            handles = Arrays.copyOf(handles, size);
            generations = Arrays.copyOf(generations, size);
            states = Arrays.copyOf(states, size);
        }
        return used++;
    }

    /** Gives a slot up. */
    public void remove(int slot) {
        handles[slot] = null;
        generations[slot]++;
        states[slot] &= QUEUED;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
    }

    /** Generation and slot in one number, to be given to the kernel. The slot is the lower half. */
    public long key(int slot) {
        return ((long) generations[slot] << 32) | slot;
    }

    /** The slot of a key, or -1 when its socket was removed. */
    public int slot(long key) {
        int slot = (int) key;
        boolean known = slot >= 0 && slot < used && generations[slot] == (int) (key >>> 32) && handles[slot] != null;
        return known ? slot : -1;
    }

    /** How many slots there have ever been at a time; sockets are below it. */
    public int slots() {
        return used;
    }

    /** The socket in a slot, or null. */
    public @Nullable SocketHandle handle(int slot) {
        return handles[slot];
    }

    /** Puts another handle for the same descriptor in the place of one. */
    public void replace(int slot, SocketHandle handle) {
        handles[slot] = handle;
        generations[slot]++;
        states[slot] &= ~(WANTED << APPLIED_SHIFT);
    }

    /** The event bits that are wanted. */
    public int wanted(int slot) {
        return states[slot] & WANTED;
    }

    /** The event bits that the kernel was told; 0 when the descriptor is not in its set. */
    public int applied(int slot) {
        return (states[slot] >> APPLIED_SHIFT) & WANTED;
    }

    /** Sets what is wanted, and remembers the slot when it is not what the kernel was told. */
    public void want(int slot, int interest) {
        states[slot] = (byte) ((states[slot] & ~WANTED) | interest);
        if (interest != applied(slot)) {
            queue(slot);
        }
    }

    /** Remembers a slot as one to be looked at. */
    public void queue(int slot) {
        if ((states[slot] & QUEUED) != 0) {
            return;
        }
        states[slot] |= QUEUED;
        if (changedCount == changed.length) {
            changed = Arrays.copyOf(changed, changedCount * 2);
        }
        changed[changedCount++] = slot;
    }

    /** Sets what the kernel was told. */
    public void apply(int slot, int interest) {
        states[slot] = (byte) ((states[slot] & ~(WANTED << APPLIED_SHIFT)) | (interest << APPLIED_SHIFT));
    }

    /** How many slots are to be looked at. */
    public int changes() {
        return changedCount;
    }

    /** One of the slots that are to be looked at. */
    public int change(int index) {
        return changed[index];
    }

    /** Ends a look: the first so many are done with, and may be queued again. */
    public void clearChanges(int count) {
        for (int i = 0; i < count; i++) {
            states[changed[i]] &= ~QUEUED;
        }
        changedCount -= count;
        if (changedCount == 0 && changed.length > KEPT_CHANGES) {
            changed = new int[FIRST_SIZE];
        } else {
            System.arraycopy(changed, count, changed, 0, changedCount);
        }
    }
}
