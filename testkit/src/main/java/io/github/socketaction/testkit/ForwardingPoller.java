package io.github.socketaction.testkit;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A poller that does what another one does; a subclass adds to one method. */
public class ForwardingPoller implements Poller {

    private final Poller poller;

    /** One around another. */
    public ForwardingPoller(Poller poller) {
        this.poller = poller;
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        return poller.poll(timeoutNanos, sink);
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        poller.onSocket(socket, action, assigned);
    }

    @Override
    public void wakeup() {
        poller.wakeup();
    }

    @Override
    public void close() {
        poller.close();
    }
}
