package io.github.socketaction.testkit;

import io.github.socketaction.socket.Backend;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rules of backends, on the backend in memory as far as they apply to one without threads and descriptors. */
class MemoryBackendTest extends BackendConformance {

    private final MemoryBackend backend = new MemoryBackend();

    @Override
    protected Backend newBackend() {
        return backend;
    }

    @Override
    protected PeerFactory newPeers() {
        return backend.peers();
    }

    /** Each look at the clock takes a microsecond, so that a test which looks until time is up comes to an end. */
    @Override
    protected long nanoTime() {
        backend.clock().advanceNanos(1_000);
        return backend.clock().getAsLong();
    }

    @Override
    protected @Nullable String unsupported(String rule) {
        return switch (rule) {
            case "B38", "B39", "B42", "B43", "B46" -> "nothing in memory waits, so no other thread can end a wait";
            case "B21" -> "its descriptors are not the process's";
            case "B60" -> "its servers are in memory too, and not files";
            case "B34" -> "what is under way arrives while somebody polls, and this rule does not poll";
            case "B54" -> "it is made for clarity, not for speed";
            default -> null;
        };
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(2);
    }
}
