package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pollers with one defect each. */
final class BrokenPollers {

    private BrokenPollers() {}

    static final class ForgetsRemove extends DelegatingPoller {
        private boolean polling;
        private boolean closed;

        ForgetsRemove(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            polling = true;
            try {
                return real.poll(timeoutNanos, sink);
            } finally {
                polling = false;
            }
        }

        @Override
        public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (action != PollAction.REMOVE || polling || closed) {
                real.onSocket(socket, action, assigned);
            }
        }

        @Override
        public void close() {
            closed = true;
            real.close();
        }
    }

    /** Reports what it fetched, whatever the sink has removed meanwhile. */
    static final class ReportsRemovedOfBatch extends DelegatingPoller {
        private final List<SocketHandle> sockets = new ArrayList<>();
        private final List<Integer> events = new ArrayList<>();

        ReportsRemovedOfBatch(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            sockets.clear();
            events.clear();
            int count = real.poll(timeoutNanos, (socket, bits) -> {
                sockets.add(socket);
                events.add(bits);
            });
            for (int i = 0; i < count; i++) {
                sink.onReady(sockets.get(i), events.get(i));
            }
            return count;
        }
    }

    /** Gives the event of a socket that was removed by the sink to the one that was announced in its place. */
    static final class GivesEventsToTheSuccessor extends DelegatingPoller {
        private final Set<SocketHandle> removed = new HashSet<>();
        private @Nullable SocketHandle successor;

        GivesEventsToTheSuccessor(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            removed.clear();
            successor = null;
            int count = real.poll(timeoutNanos, sink);
            SocketHandle heir = successor;
            if (!removed.isEmpty() && heir != null) {
                sink.onReady(heir, SocketEvents.IN);
                count++;
            }
            return count;
        }

        @Override
        public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            real.onSocket(socket, action, assigned);
            if (action == PollAction.REMOVE) {
                removed.add(socket);
                successor = successor == socket ? null : successor;
            } else if (!removed.isEmpty() && removed.stream().noneMatch(gone -> gone.pollable() == socket.pollable())) {
                successor = socket;
            }
        }
    }

    /** Rounds short timeouts down, as a poller in whole milliseconds is tempted to do. */
    static final class EndsEarly extends DelegatingPoller {
        EndsEarly(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            return real.poll(timeoutNanos > 0 && timeoutNanos < 2_000_000 ? 0 : timeoutNanos, sink);
        }
    }

    /** Adds interest, but does not take any back. */
    static final class KeepsOut extends DelegatingPoller {
        private final Set<SocketHandle> both = new HashSet<>();

        KeepsOut(Poller real) {
            super(real);
        }

        @Override
        public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            boolean kept = action == PollAction.IN && both.contains(socket);
            if (action == PollAction.INOUT) {
                both.add(socket);
            } else if (!kept) {
                both.remove(socket);
            }
            real.onSocket(socket, kept ? PollAction.INOUT : action, assigned);
        }
    }

    static final class IgnoresNone extends DelegatingPoller {
        private final Set<SocketHandle> known = new HashSet<>();

        IgnoresNone(Poller real) {
            super(real);
        }

        @Override
        public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (known.add(socket) || action != PollAction.NONE) {
                real.onSocket(socket, action, assigned);
            }
        }
    }

    static final class LosesEarlyWakeups extends DelegatingPoller {
        private volatile boolean polling;

        LosesEarlyWakeups(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            polling = true;
            try {
                return real.poll(timeoutNanos, sink);
            } finally {
                polling = false;
            }
        }

        @Override
        public void wakeup() {
            if (polling) {
                real.wakeup();
            }
        }
    }

    static final class ClosesTheSockets extends DelegatingPoller {
        private final IdentityHashMap<SocketHandle, Transport> watched = new IdentityHashMap<>();

        ClosesTheSockets(Poller real) {
            super(real);
        }

        @Override
        public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            real.onSocket(socket, action, assigned);
            if (action == PollAction.REMOVE) {
                watched.remove(socket);
            } else if (socket.pollable() instanceof Transport transport) {
                watched.put(socket, transport);
            }
        }

        @Override
        public void close() {
            watched.values().forEach(Transport::close);
            real.close();
        }
    }

    static final class Miscounts extends DelegatingPoller {
        Miscounts(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            return Math.min(1, real.poll(timeoutNanos, sink));
        }
    }

    static final class ReportsEachBitAlone extends DelegatingPoller {
        ReportsEachBitAlone(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            return real.poll(timeoutNanos, (socket, events) -> {
                for (int rest = events; rest != 0; rest &= rest - 1) {
                    sink.onReady(socket, Integer.lowestOneBit(rest));
                }
            });
        }
    }

    static final class SwallowsExceptions extends DelegatingPoller {
        SwallowsExceptions(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            try {
                return real.poll(timeoutNanos, sink);
            } catch (IllegalArgumentException e) {
                return 1;
            }
        }
    }

    static final class EatsInterrupts extends DelegatingPoller {
        EatsInterrupts(Poller real) {
            super(real);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            int count = real.poll(timeoutNanos, sink);
            Thread.interrupted();
            return count;
        }
    }
}
