package io.github.socketaction.testkit;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * A backend that is another one but for its pollers.
 *
 * @param backend opens everything
 * @param around makes of each poller the one to use, for instance a {@link ForwardingPoller}
 */
public record PollerWrappingBackend(Backend backend, UnaryOperator<Poller> around) implements Backend {

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Transport openTransport() throws IOException {
        return backend.openTransport();
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        return backend.openWakeup();
    }

    @Override
    public Poller openPoller() throws IOException {
        return around.apply(backend.openPoller());
    }
}
