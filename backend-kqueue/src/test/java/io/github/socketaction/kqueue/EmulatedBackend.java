package io.github.socketaction.kqueue;

import io.github.socketaction.socket.Backend;

/** The emulation for tests of other modules. */
public final class EmulatedBackend {

    private EmulatedBackend() {}

    /** The backend over the emulation, with the layout of macOS and user events; on Linux only. */
    public static Backend open() {
        return new EmulatedKqueue(KeventLayout.MACOS, true).backend();
    }
}
