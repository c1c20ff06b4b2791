package io.github.socketaction.kqueue;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.BackendConformance;
import org.junit.jupiter.api.Assumptions;

/**
 * The whole kit over the kqueue of this system, or over libkqueue where {@code -Dsocketaction.kqueue.library} names it.
 */
class KqueueBackendTest extends BackendConformance {

    @Override
    protected Backend newBackend() {
        String reason = new KqueueBackendProvider().unavailableReason();
        Assumptions.assumeTrue(reason == null, "kqueue is unavailable, because " + reason);
        return new KqueueBackend();
    }
}
