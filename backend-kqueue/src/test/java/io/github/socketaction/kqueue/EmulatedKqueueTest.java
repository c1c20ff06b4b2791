package io.github.socketaction.kqueue;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.BackendConformance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The whole kit over the emulation, with the layout of macOS and user events. */
@EnabledOnOs(OS.LINUX)
class EmulatedKqueueTest extends BackendConformance {

    @Override
    protected Backend newBackend() {
        return new EmulatedKqueue(KeventLayout.MACOS, true).backend();
    }
}
