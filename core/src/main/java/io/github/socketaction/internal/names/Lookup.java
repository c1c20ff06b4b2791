package io.github.socketaction.internal.names;

import io.github.socketaction.socket.Resolver;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One name being looked up for one task. */
public final class Lookup implements Resolver.Answer {

    private final Lookups lookups;
    private final Runnable wakeUser;
    private Resolver.@Nullable Lookup running;
    private boolean isWanted = true;

    /** Written by the thread that answers before the hand-over, read by the engine's after it. */
    private @Nullable List<InetAddress> addresses;

    private @Nullable Exception failure;
    private boolean isDelivered;

    Lookup(Lookups lookups, Runnable wakeUser) {
        this.lookups = lookups;
        this.wakeUser = wakeUser;
    }

    /** Whether the answer is there. */
    public boolean isDone() {
        return isDelivered;
    }

    /** The addresses, at least one, or null when the look-up failed. */
    public @Nullable List<InetAddress> addresses() {
        return addresses == null || addresses.isEmpty() ? null : addresses;
    }

    /** Why it failed, or null. */
    public @Nullable Exception failure() {
        return failure;
    }

    /** Nobody waits any more. Returns at once, and the answer goes nowhere. */
    public void cancel() {
        if (isWanted) {
            isWanted = false;
            if (!isDelivered) {
                lookups.ended();
            }
            if (running != null) {
                running.cancel();
            }
        }
    }

    @Override
    public void addresses(List<InetAddress> found) {
        addresses = List.copyOf(found);
        lookups.answered(this);
    }

    @Override
    public void failed(Exception reason) {
        failure = reason;
        lookups.answered(this);
    }

    void runningAs(Resolver.Lookup newRunning) {
        running = newRunning;
    }

    /** Takes the answer over on the engine's thread. */
    void deliver() {
        if (isWanted && !isDelivered) {
            isDelivered = true;
            lookups.ended();
            wakeUser.run();
        }
    }
}
