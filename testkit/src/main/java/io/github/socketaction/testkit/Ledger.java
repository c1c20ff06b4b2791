package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The descriptors of a {@link MemoryBackend}: which are open, and what for. A number that was closed is given out again at
 * the next opportunity, the lowest one first, as a kernel does.
 */
public final class Ledger {

    /** What a descriptor is for. */
    public enum Kind {
        TRANSPORT,
        WAKEUP,
        POLLER
    }

    private static final int FIRST = 3;

    private final BitSet used = new BitSet();
    private final TreeMap<Integer, Entry> open = new TreeMap<>();
    private long opened;
    private int repeatedCloses;

    Ledger() {
        used.set(0, FIRST);
    }

    Entry open(Kind kind, Object owner) {
        int fd = used.nextClearBit(FIRST);
        used.set(fd);
        opened++;
        Entry entry = new Entry(this, fd, kind, owner);
        open.put(fd, entry);
        return entry;
    }

    /** The numbers that are open now, ascending. */
    public List<Integer> openDescriptors() {
        return List.copyOf(open.keySet());
    }

    /** How many of a kind are open now. */
    public int open(Kind kind) {
        return (int) open.values().stream().filter(entry -> entry.kind == kind).count();
    }

    /** How many descriptors were ever opened. */
    public long opened() {
        return opened;
    }

    /** How many times something was closed that was closed before. */
    public int repeatedCloses() {
        return repeatedCloses;
    }

    /** The open transports, by ascending number. */
    List<MemoryTransport> transports() {
        return open.values().stream()
                .filter(entry -> entry.kind == Kind.TRANSPORT)
                .map(entry -> (MemoryTransport) entry.owner)
                .collect(Collectors.toList());
    }

    /** Fails unless everything that was opened is closed, each exactly once. */
    public void assertEmpty() {
        assertThat(open.values()).as("descriptors left open").isEmpty();
        assertThat(repeatedCloses).as("descriptors closed more than once").isZero();
    }

    /** One open descriptor. */
    static final class Entry {

        private final Ledger ledger;
        private final int fd;
        private final Kind kind;
        private final Object owner;
        private boolean closed;

        private Entry(Ledger ledger, int fd, Kind kind, Object owner) {
            this.ledger = ledger;
            this.fd = fd;
            this.kind = kind;
            this.owner = owner;
        }

        int fd() {
            return fd;
        }

        boolean isClosed() {
            return closed;
        }

        /** Frees the number; answers whether this was the first time. */
        boolean close() {
            if (closed) {
                ledger.repeatedCloses++;
                return false;
            }
            closed = true;
            ledger.open.remove(fd);
            ledger.used.clear(fd);
            return true;
        }

        @Override
        public String toString() {
            return kind + " " + fd + " (" + owner + ")";
        }
    }
}
