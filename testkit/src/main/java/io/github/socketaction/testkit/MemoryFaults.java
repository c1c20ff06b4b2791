package io.github.socketaction.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes chosen calls into a {@link MemoryBackend} fail, as a system call may. */
public final class MemoryFaults {

    /** A call that can be made to fail. */
    public enum Operation {
        OPEN_TRANSPORT,
        OPEN_WAKEUP,
        OPEN_POLLER,
        CONNECT,
        FINISH_CONNECT,
        READ,
        WRITE
    }

    private record Fault(@Nullable Operation operation, long nth, IOException failure) {}

    private final Map<Operation, Long> calls = new EnumMap<>(Operation.class);
    private final List<Fault> faults = new ArrayList<>();
    private long total;

    MemoryFaults() {}

    /**
     * Lets the n-th call of a kind fail, counted from now on.
     *
     * @param nth 1 for the next one
     */
    public void fail(Operation operation, int nth, IOException failure) {
        faults.add(new Fault(operation, calls(operation) + nth, failure));
    }

    /**
     * Lets the n-th call of whatever kind fail, counted from now on.
     *
     * @param nth 1 for the next one
     */
    public void failAny(int nth, IOException failure) {
        faults.add(new Fault(null, total + nth, failure));
    }

    /** Forgets the faults that have not come. */
    public void clear() {
        faults.clear();
    }

    /** How many calls of a kind there were. */
    public long calls(Operation operation) {
        return calls.getOrDefault(operation, 0L);
    }

    /** How many calls there were of all kinds. */
    public long calls() {
        return total;
    }

    /** Counts a call; answers why it is to fail, or null if it is not. */
    @Nullable IOException next(Operation operation) {
        total++;
        long nth = calls.merge(operation, 1L, Long::sum);
        if (faults.isEmpty()) {
            return null;
        }
        for (Iterator<Fault> all = faults.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            boolean due =
                    fault.operation == null ? fault.nth == total : fault.operation == operation && fault.nth == nth;
            if (due) {
                all.remove();
                return fault.failure;
            }
        }
        return null;
    }

    /** As {@link #next}, for calls that throw. */
    void check(Operation operation) throws IOException {
        IOException failure = next(operation);
        if (failure != null) {
            throw failure;
        }
    }
}
