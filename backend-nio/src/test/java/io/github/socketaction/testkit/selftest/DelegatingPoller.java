package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A poller that is as good as the real one; a defective one overrides one method. */
class DelegatingPoller implements Poller {

    final Poller real;

    DelegatingPoller(Poller real) {
        this.real = real;
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        return real.poll(timeoutNanos, sink);
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        real.onSocket(socket, action, assigned);
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
