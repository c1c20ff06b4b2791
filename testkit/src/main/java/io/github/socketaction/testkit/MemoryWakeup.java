package io.github.socketaction.testkit;

import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Wakeup;
import java.util.concurrent.atomic.AtomicLong;

/** A wakeup in memory. */
final class MemoryWakeup implements Wakeup, MemoryPollable {

    private final Ledger.Entry descriptor;
    /** Calls of {@link #wakeup()}; compared with {@link #drained}. */
    private final AtomicLong signals = new AtomicLong();

    private long drained;

    MemoryWakeup(Ledger ledger) {
        descriptor = ledger.open(Ledger.Kind.WAKEUP, this);
    }

    @Override
    public void wakeup() {
        signals.incrementAndGet();
    }

    @Override
    public void drain() {
        drained = signals.get();
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public int fd() {
        return descriptor.fd();
    }

    @Override
    public boolean isOpen() {
        return !descriptor.isClosed();
    }

    @Override
    public int readiness() {
        return isOpen() && signals.get() != drained ? SocketEvents.IN : 0;
    }

    @Override
    public long edges(int event) {
        return event == SocketEvents.IN ? signals.get() : 0;
    }

    @Override
    public String toString() {
        return "wakeup";
    }
}
