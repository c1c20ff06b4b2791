package io.github.socketaction.internal.names;

import io.github.socketaction.socket.Resolver;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One name asked of the resolver, for all look-ups that wait for it. */
final class NameQuery implements Resolver.Answer {

    private final Lookups lookups;
    private final String name;
    private final long askedAt;
    private final List<Lookup> waiting = new ArrayList<>(1);
    private Resolver.@Nullable Lookup running;
    private boolean isOver;

    NameQuery(Lookups lookups, String name, long askedAt) {
        this.lookups = lookups;
        this.name = name;
        this.askedAt = askedAt;
    }

    String name() {
        return name;
    }

    long askedAt() {
        return askedAt;
    }

    /** Called by any thread. */
    @Override
    public void addresses(List<InetAddress> found) {
        lookups.answered(this, NameAnswer.of(found));
    }

    /** Called by any thread. */
    @Override
    public void failed(Exception reason) {
        lookups.answered(this, NameAnswer.of(reason));
    }

    void runningAs(Resolver.Lookup newRunning) {
        running = newRunning;
    }

    void join(Lookup lookup) {
        waiting.add(lookup);
    }

    /** One look-up waits no more; when none does the resolver hears of it. */
    void leave(Lookup lookup) {
        waiting.remove(lookup);
        if (waiting.isEmpty() && !isOver) {
            isOver = true;
            lookups.abandoned(this);
            if (running != null) {
                running.cancel();
            }
        }
    }

    /** Takes the first answer over on the engine's thread; others count no more. */
    boolean end() {
        boolean isFirst = !isOver;
        isOver = true;
        return isFirst;
    }

    /** Hands the answer to everybody who waits. */
    void deliver(NameAnswer answer) {
        List<Lookup> served = List.copyOf(waiting);
        waiting.clear();
        served.forEach(lookup -> lookup.deliver(answer));
    }
}
