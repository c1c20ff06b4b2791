package io.github.socketaction.internal.conn;

import java.util.LinkedHashSet;
import java.util.Set;

/** Users that wait for the same thing, first come, first served. */
final class WaitingLine {

    private final Set<ConnectionUser> users = new LinkedHashSet<>();

    int size() {
        return users.size();
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    boolean contains(ConnectionUser user) {
        return !users.isEmpty() && users.contains(user);
    }

    /** Goes to the end, or keeps the place it has. */
    void join(ConnectionUser user) {
        users.add(user);
    }

    /** Whether it stood here. */
    boolean leave(ConnectionUser user) {
        return !users.isEmpty() && users.remove(user);
    }

    /** Whether nobody came before. */
    boolean isTurnOf(ConnectionUser user) {
        return users.isEmpty() || users.iterator().next() == user;
    }

    /** Wakes the first, who keeps his place until he gets what he waits for. */
    void wakeFirst() {
        if (!users.isEmpty()) {
            users.iterator().next().wake();
        }
    }

    /** The line whose first user came first of all; an empty one only if both are. */
    static WaitingLine earlier(WaitingLine a, WaitingLine b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.firstId() < b.firstId() ? a : b;
    }

    private long firstId() {
        return users.iterator().next().transfer().id();
    }
}
