package io.github.socketaction.testkit.selftest;

import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A real backend with exactly one part replaced by a defective one. */
public record BrokenBackend(
        UnaryOperator<Transport> transports, UnaryOperator<Wakeup> wakeups, UnaryOperator<Poller> pollers)
        implements Backend {

    private static final NioBackend REAL = new NioBackend();

    /** All parts are wrapped, and none is broken. */
    static BrokenBackend nowhere() {
        return new BrokenBackend(DelegatingTransport::new, DelegatingWakeup::new, DelegatingPoller::new);
    }

    public static BrokenBackend inTransport(UnaryOperator<Transport> defect) {
        return new BrokenBackend(defect, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static BrokenBackend inWakeup(UnaryOperator<Wakeup> defect) {
        return new BrokenBackend(UnaryOperator.identity(), defect, UnaryOperator.identity());
    }

    static BrokenBackend inPoller(UnaryOperator<Poller> defect) {
        return new BrokenBackend(UnaryOperator.identity(), UnaryOperator.identity(), defect);
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public Transport openTransport() {
        return transports.apply(REAL.openTransport());
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        return wakeups.apply(REAL.openWakeup());
    }

    @Override
    public Poller openPoller() throws IOException {
        return pollers.apply(new UnwrappingPoller(REAL.openPoller()));
    }
}
