package io.github.socketaction.internal.engine;

import java.util.EnumSet;
import java.util.Set;

/** Where a transfer can rest, and where it can go from there. */
enum State {
    /** Added; nothing is done yet. */
    INIT,
    /** In line for a connection, because of a limit. */
    WAITING,
    /** The name of the host is being looked up. */
    RESOLVING,
    /** The connection is being made. */
    CONNECTING,
    /** The request is being sent, or the response received. */
    PERFORMING,
    /** Over, with a result or by removal. */
    COMPLETED;

    /** The states that may follow; completing is possible from everywhere, and from COMPLETED nothing is. */
    Set<State> successors() {
        return switch (this) {
            case INIT -> EnumSet.of(WAITING, COMPLETED);
            case WAITING -> EnumSet.of(RESOLVING, PERFORMING, COMPLETED);
            case RESOLVING -> EnumSet.of(CONNECTING, COMPLETED);
            case CONNECTING -> EnumSet.of(PERFORMING, COMPLETED);
            // A request that an idle connection lost, before any answer, waits for a fresh one.
            case PERFORMING -> EnumSet.of(WAITING, COMPLETED);
            case COMPLETED -> EnumSet.noneOf(State.class);
        };
    }

    private int mask() {
        return MASKS[index()];
    }

    /** Whether a state may follow; asked at every change of state, so it builds no set. */
    boolean allows(State next) {
        return (mask() & (1 << next.index())) != 0;
    }

    private static final int[] MASKS = masks();

    private static int[] masks() {
        State[] all = values();
        int[] masks = new int[all.length];
        for (State state : all) {
            for (State next : state.successors()) {
                masks[state.index()] |= 1 << next.index();
            }
        }
        return masks;
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array that lives no longer than the process
    private int index() {
        return ordinal();
    }
}
