package io.github.socketaction.kqueue;

import io.github.socketaction.posix.NativeProbe;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.BackendProvider;
import org.jspecify.annotations.Nullable;

/** Offers {@link KqueueBackend} on 64-bit macOS and BSDs, and where libkqueue is named. */
public final class KqueueBackendProvider implements BackendProvider {

    /** For the service loader. */
    public KqueueBackendProvider() {}

    @Override
    public String name() {
        return KqueueBackend.NAME;
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public @Nullable String unavailableReason() {
        try {
            return Probed.reason(KqueueSystem.current());
        } catch (UnsupportedOperationException e) {
            return e.getMessage();
        }
    }

    @Override
    public Backend create() {
        return new KqueueBackend();
    }

    /** Probes once in a process: what is missing now is missing later. Apart, so that nothing else needs jnr. */
    private static final class Probed {

        private static final KqueueSystem SYSTEM = KqueueSystem.current();
        private static final @Nullable String REASON =
                NativeProbe.reason(KqueueBackend.NAME, () -> KqueueProbe.run(SYSTEM));

        /** The property with the library may have changed since the first time, in a test. */
        static @Nullable String reason(KqueueSystem system) {
            return system.equals(SYSTEM)
                    ? REASON
                    : NativeProbe.reason(KqueueBackend.NAME, () -> KqueueProbe.run(system));
        }
    }
}
