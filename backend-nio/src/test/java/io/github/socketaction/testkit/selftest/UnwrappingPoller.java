package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The real poller, made to understand wrapped pollables. */
final class UnwrappingPoller implements Poller {

    private final Poller real;
    private final IdentityHashMap<SocketHandle, SocketHandle> inners = new IdentityHashMap<>();

    UnwrappingPoller(Poller real) {
        this.real = real;
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        return real.poll(
                timeoutNanos,
                (socket, events) ->
                        sink.onReady(socket instanceof Wrapped.Inner inner ? inner.outer() : socket, events));
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        SocketHandle inner = socket;
        if (socket.pollable() instanceof Wrapped wrapped) {
            inner = inners.computeIfAbsent(socket, outer -> new Wrapped.Inner(outer, wrapped.real()));
        }
        real.onSocket(inner, action, assigned);
        if (action == PollAction.REMOVE) {
            inners.remove(socket);
        }
    }

    @Override
    public void wakeup() {
        real.wakeup();
    }

    @Override
    public void close() {
        real.close();
    }
}
