package io.github.socketaction.internal.sched;

/** The deadlines that a task may have, each at most once. */
public enum Deadline {
    /** The whole transfer must be complete. */
    TOTAL,
    /** A connection must be there. */
    CONNECT,
    /** The next step of making or ending a connection is due. */
    STAGE;

    static final int COUNT = values().length;

    /** Its place in the deadlines of a task. */
    @SuppressWarnings("EnumOrdinal") // an index into arrays that live no longer than the process
    int index() {
        return ordinal();
    }

    /** Whether this one is in a set that {@link Task#takeDue()} gave. */
    public boolean isIn(int due) {
        return (due & (1 << index())) != 0;
    }
}
