package io.github.socketaction.internal.names;

import io.github.socketaction.transfer.NameOptions.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One name being looked up for one task. */
public final class Lookup {

    private final Lookups lookups;
    private final Family family;
    private final Runnable wakeUser;
    private @Nullable NameQuery query;
    private @Nullable NameAnswer answer;

    /** An answer that comes while it is being started wakes nobody: who starts it looks by himself. */
    private boolean isStarted;

    Lookup(Lookups lookups, Family family, Runnable wakeUser) {
        this.lookups = lookups;
        this.family = family;
        this.wakeUser = wakeUser;
    }

    /** Whether the answer is there. */
    public boolean isDone() {
        return answer != null;
    }

    /** The addresses of the family that was asked for, at least one, or null when there is none. */
    public @Nullable List<InetAddress> addresses() {
        List<InetAddress> found = answer == null ? List.of() : family.of(answer.addresses());
        return found.isEmpty() ? null : found;
    }

    /** Why there is no address, or null. */
    public @Nullable Exception failure() {
        if (answer == null || answer.isNegative()) {
            return answer == null ? null : answer.failure();
        }
        return addresses() == null ? new UnknownHostException("it has no address of the family " + family) : null;
    }

    /** Nobody waits any more. Returns at once, and the answer goes nowhere. */
    public void cancel() {
        NameQuery asked = query;
        if (asked != null) {
            query = null;
            asked.leave(this);
            lookups.ended();
        }
    }

    void answeredBy(NameAnswer kept) {
        answer = kept;
    }

    void waitFor(NameQuery asked) {
        query = asked;
        asked.join(this);
    }

    void started() {
        isStarted = true;
    }

    void deliver(NameAnswer given) {
        query = null;
        answer = given;
        lookups.ended();
        if (isStarted) {
            wakeUser.run();
        }
    }
}
