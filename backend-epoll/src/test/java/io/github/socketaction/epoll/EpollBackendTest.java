package io.github.socketaction.epoll;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.BackendConformance;

class EpollBackendTest extends BackendConformance {

    @Override
    protected Backend newBackend() {
        return new EpollBackend();
    }
}
