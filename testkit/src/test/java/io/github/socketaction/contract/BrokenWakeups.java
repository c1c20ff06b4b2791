package io.github.socketaction.contract;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backend in memory whose wakeups fail as the test says; whatever else it does is right. */
final class BrokenWakeups implements Backend {

    private final MemoryBackend memory;

    /** How many more wakeups fail at being opened, drained and signalled, in this order. */
    int failingOpens;

    int failingDrains;
    int failingSignals;

    /** Whether a poller's own wakeup fails. */
    boolean failsToWakePollers;

    int opened;

    BrokenWakeups(MemoryBackend memory) {
        this.memory = memory;
    }

    @Override
    public String name() {
        return memory.name();
    }

    @Override
    public Transport openTransport() throws IOException {
        return memory.openTransport();
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        if (failingOpens-- > 0) {
            throw new IOException("no wakeup, on purpose");
        }
        opened++;
        return new BrokenWakeup(memory.openWakeup());
    }

    @Override
    public Poller openPoller() throws IOException {
        return new UnwrappingPoller(memory.openPoller());
    }

    private static UncheckedIOException failure(String what) {
        return new UncheckedIOException(new IOException("cannot " + what + ", on purpose"));
    }

    private final class BrokenWakeup implements Wakeup {

        private final Wakeup inner;

        BrokenWakeup(Wakeup inner) {
            this.inner = inner;
        }

        @Override
        public void wakeup() {
            if (failingSignals-- > 0) {
                throw failure("signal");
            }
            inner.wakeup();
        }

        @Override
        public void drain() {
            if (failingDrains-- > 0) {
                throw failure("drain");
            }
            inner.drain();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** Waits for the wakeup inside a broken one, and reports the broken one. */
    private final class UnwrappingPoller implements Poller {

        private final Poller inner;
        private final Map<SocketHandle, Unwrapped> unwrapped = new HashMap<>();

        UnwrappingPoller(Poller inner) {
            this.inner = inner;
        }

        @Override
        public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            inner.onSocket(
                    unwrapped.computeIfAbsent(socket, (SocketHandle key) -> new Unwrapped(key)), action, assigned);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            return inner.poll(timeoutNanos, (socket, events) -> sink.onReady(((Unwrapped) socket).outer, events));
        }

        @Override
        public void wakeup() {
            if (failsToWakePollers) {
                throw failure("wake the poller");
            }
            inner.wakeup();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private record Unwrapped(SocketHandle outer) implements SocketHandle {

        @Override
        public long id() {
            return outer.id();
        }

        @Override
        public Pollable pollable() {
            return outer.pollable() instanceof BrokenWakeup broken ? broken.inner : outer.pollable();
        }

        @Override
        public @Nullable Transfer transfer() {
            return outer.transfer();
        }
    }
}
