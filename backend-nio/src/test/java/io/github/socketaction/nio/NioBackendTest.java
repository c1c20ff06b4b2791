package io.github.socketaction.nio;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.BackendConformance;

class NioBackendTest extends BackendConformance {

    @Override
    protected Backend newBackend() {
        return new NioBackend();
    }
}
