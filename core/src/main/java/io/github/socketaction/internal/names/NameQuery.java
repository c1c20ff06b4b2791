package io.github.socketaction.internal.names;

import io.github.socketaction.internal.watch.Mailbox;
import io.github.socketaction.internal.watch.Mailbox.Letter;
import io.github.socketaction.socket.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One name asked of the resolver, for all look-ups that wait for it. */
final class NameQuery implements Resolver.Answer, Mailbox.Recipient {

    private final Lookups lookups;
    private final String name;
    private final long askedAt;
    private final List<Lookup> waiting = new ArrayList<>(1);
    private final AtomicReference<@Nullable NameAnswer> answer = new AtomicReference<>();
    private final Letter letter;
    private Resolver.@Nullable Lookup running;

    /**
     * A query.
     *
     * @throws IOException when its answer could not come back
     */
    NameQuery(Lookups lookups, Mailbox mailbox, String name, long askedAt) throws IOException {
        this.lookups = lookups;
        this.name = name;
        this.askedAt = askedAt;
        this.letter = mailbox.expect(this);
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
        answered(NameAnswer.of(found));
    }

    /** Called by any thread. */
    @Override
    public void failed(Exception reason) {
        answered(NameAnswer.of(reason));
    }

    @Override
    public void arrived() {
        NameAnswer given = answer.get();
        if (given == null) {
            throw new IllegalStateException("a letter without an answer about " + name);
        }
        deliver(given);
    }

    @Override
    public void lost(Exception reason) {
        cancelRunning();
        deliver(NameAnswer.of(reason));
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
        if (waiting.isEmpty() && !letter.isSettled()) {
            letter.cancel();
            lookups.abandoned(this);
            cancelRunning();
        }
    }

    /** The first answer counts. */
    private void answered(NameAnswer given) {
        if (answer.compareAndSet(null, given)) {
            letter.post();
        }
    }

    private void deliver(NameAnswer given) {
        lookups.answered(this, given);
        List<Lookup> served = List.copyOf(waiting);
        waiting.clear();
        served.forEach(lookup -> lookup.deliver(given));
    }

    private void cancelRunning() {
        if (running != null) {
            running.cancel();
        }
    }
}
