package org.example.tick;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;

/**
 * For a few sockets in a program that has frames: {@code poll(0)} in each frame only tries them. A poll that waits tries
 * them again every millisecond.
 */
// tag::backend
public final class TickBackend implements Backend {

    @Override
    public String name() {
        return "tick";
    }

    @Override
    public Transport openTransport() {
        return new TickTransport();
    }

    @Override
    public Wakeup openWakeup() {
        return new TickWakeup();
    }

    @Override
    public Poller openPoller() {
        return new TickPoller();
    }
}
// end::backend
