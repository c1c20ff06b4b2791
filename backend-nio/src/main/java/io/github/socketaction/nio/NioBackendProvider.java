package io.github.socketaction.nio;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.BackendProvider;
import org.jspecify.annotations.Nullable;

/** Offers {@link NioBackend}, which is available everywhere and the last choice. */
public final class NioBackendProvider implements BackendProvider {

    /** For the service loader. */
    public NioBackendProvider() {}

    @Override
    public String name() {
        return NioBackend.NAME;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public @Nullable String unavailableReason() {
        return null;
    }

    @Override
    public Backend create() {
        return new NioBackend();
    }
}
