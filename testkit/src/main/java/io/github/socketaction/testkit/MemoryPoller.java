package io.github.socketaction.testkit;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A poller in memory: when nothing is ready, it moves the clock on to the next thing that happens. */
final class MemoryPoller implements Poller {

    private final VirtualClock clock;
    private final MemoryNetwork network;
    private final Trigger trigger;
    private final Ledger.Entry descriptor;
    private final AtomicBoolean wakeup = new AtomicBoolean();
    private final Map<SocketHandle, Registration> registrations = new LinkedHashMap<>();

    MemoryPoller(VirtualClock clock, MemoryNetwork network, Ledger ledger, Trigger trigger) {
        this.clock = clock;
        this.network = network;
        this.trigger = trigger;
        descriptor = ledger.open(Ledger.Kind.POLLER, this);
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        checkOpen();
        if (action == PollAction.REMOVE) {
            Registration removed = registrations.remove(socket);
            if (removed != null) {
                removed.gone = true;
            }
            return;
        }
        registrations
                .computeIfAbsent(socket, key -> new Registration(MemoryBackend.of(key)))
                .interest(action.interest());
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) {
        checkOpen();
        long start = clock.elapsed();
        long deadline = timeoutNanos < 0 || start + timeoutNanos < 0 ? Long.MAX_VALUE : start + timeoutNanos;
        while (true) {
            network.deliver();
            List<SocketHandle> ready = ready();
            if (wakeup.getAndSet(false) || !ready.isEmpty() || clock.elapsed() >= deadline) {
                return report(ready, sink);
            }
            long event = network.nextEvent();
            if (event < 0 && timeoutNanos < 0) {
                throw new IllegalStateException("this wait would never end: nothing is ready, nothing is under way, and"
                        + " there is no time limit; registered are " + registrations.keySet());
            }
            clock.jumpTo(event < 0 ? deadline : Math.min(event, deadline));
        }
    }

    @Override
    public void wakeup() {
        wakeup.set(true);
    }

    @Override
    public void close() {
        if (!descriptor.isClosed()) {
            descriptor.close();
            registrations.clear();
        }
    }

    @Override
    public String toString() {
        return "poller";
    }

    private List<SocketHandle> ready() {
        List<SocketHandle> ready = new ArrayList<>();
        registrations.values().removeIf(registration -> !registration.pollable.isOpen());
        registrations.forEach((socket, registration) -> {
            if (registration.ready(trigger) != 0) {
                ready.add(socket);
            }
        });
        return ready;
    }

    private int report(List<SocketHandle> ready, ReadinessSink sink) {
        int reported = 0;
        for (SocketHandle socket : ready) {
            Registration registration = registrations.get(socket);
            int events = registration == null ? 0 : registration.ready(trigger);
            if (registration != null && events != 0) {
                registration.seen();
                reported++;
                sink.onReady(socket, events);
            }
        }
        return reported;
    }

    private void checkOpen() {
        if (descriptor.isClosed()) {
            throw new IllegalStateException("the poller is closed");
        }
    }

    /** What is waited for on one socket. */
    private static final class Registration {

        private final MemoryPollable pollable;
        private int interest;
        private long seenIn = -1;
        private long seenOut = -1;
        private boolean gone;

        private Registration(MemoryPollable pollable) {
            this.pollable = pollable;
        }

        /** Changes what is waited for; what is waited for anew is reported even without a new edge. */
        private void interest(int events) {
            int added = events & ~interest;
            if ((added & SocketEvents.IN) != 0) {
                seenIn = -1;
            }
            if ((added & SocketEvents.OUT) != 0) {
                seenOut = -1;
            }
            interest = events;
        }

        private int ready(Trigger trigger) {
            if (gone || interest == 0 || !pollable.isOpen()) {
                return 0;
            }
            int ready = pollable.readiness() & (interest | SocketEvents.ERR);
            if (trigger == Trigger.LEVEL) {
                return ready;
            }
            boolean fresh = ((ready & SocketEvents.IN) != 0 && pollable.edges(SocketEvents.IN) != seenIn)
                    || ((ready & SocketEvents.OUT) != 0 && pollable.edges(SocketEvents.OUT) != seenOut);
            return fresh ? ready : 0;
        }

        private void seen() {
            seenIn = pollable.edges(SocketEvents.IN);
            seenOut = pollable.edges(SocketEvents.OUT);
        }
    }
}
