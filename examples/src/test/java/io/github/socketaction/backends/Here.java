package io.github.socketaction.backends;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.BackendProvider;
import io.github.socketaction.socket.Backends;
import org.junit.jupiter.api.Assumptions;

/** The backends of this machine. */
final class Here {

    private Here() {}

    /** The backend of a name; aborts the test, with the reason, where it cannot be had. */
    static Backend backend(String name) {
        for (BackendProvider provider : Backends.all()) {
            if (provider.name().equals(name)) {
                String reason = provider.unavailableReason();
                Assumptions.assumeTrue(reason == null, () -> "no " + name + ": " + reason);
                return provider.create();
            }
        }
        throw new AssertionError("no backend named " + name + " is on the class path");
    }
}
