package org.example.tick;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.BackendProvider;

/** Lets {@code Backends.named("tick")} find the backend; {@code META-INF/services} has the name of this class. */
// tag::provider
public final class TickBackendProvider implements BackendProvider {

    @Override
    public String name() {
        return "tick";
    }

    @Override
    public int priority() {
        return -1; // below java.nio, which has 0: only for who asks for it
    }

    @Override
    public String unavailableReason() {
        return null; // it runs everywhere
    }

    @Override
    public Backend create() {
        return new TickBackend();
    }
}
// end::provider
