package io.github.socketaction.testkit;

import io.github.socketaction.socket.Backend;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Verifies that a backend keeps the section "Backend" of {@code docs/contract.md}. The whole test class of a backend:
 *
 * <pre>{@code
 * class NioBackendTest extends BackendConformance {
 *     @Override protected Backend newBackend() { return new NioBackend(); }
 * }
 * }</pre>
 *
 * <p>Each test cites its rule by {@link Verifies}. The tests wait in real time, but none passes or fails by the speed of
 * the machine: what must happen has seconds to do so, and what must not happen is looked for during a few hundredths of
 * a second.
 */
@Timeout(60)
public abstract class BackendConformance
        implements ConnectRules,
                ReadinessRules,
                ChangeRules,
                BatchRules,
                StreamRules,
                EndingRules,
                TimeoutRules,
                WakeupRules,
                LifecycleRules,
                ResourceRules,
                SocketOptionRules {

    private @Nullable BackendBench bench;

    /** For subclasses. */
    protected BackendConformance() {}

    /** A backend to be tested. */
    protected abstract Backend newBackend();

    /** The other side; real sockets of the loopback interface unless overridden. */
    protected PeerFactory newPeers() {
        return PeerFactory.loopback();
    }

    /**
     * Says what the backend cannot do.
     *
     * @param rule a rule's number, such as {@code B12}
     * @return why the rule cannot be kept; its tests are reported as aborted with this reason. Null, which is the
     *     default, when it can.
     */
    protected @Nullable String unsupported(String rule) {
        return null;
    }

    /** How long a test waits at most for what must happen; by default far longer than it takes on any machine. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** The clock that the backend's timeouts go by, in nanoseconds. */
    protected long nanoTime() {
        return System.nanoTime();
    }

    /** Aborts what is unsupported, and else opens what a test works with. */
    @BeforeEach
    public final void openBench(TestInfo test) throws IOException {
        UnsupportedRules.abort(test, this::unsupported);
        bench = new BackendBench(this::newBackend, newPeers(), this::nanoTime, patience());
    }

    /** Closes everything that the test left open. */
    @AfterEach
    public final void closeBench() throws IOException {
        BackendBench closing = bench;
        bench = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public final BackendBench bench() {
        BackendBench current = bench;
        if (current == null) {
            throw new IllegalStateException("there is a bench during a test only");
        }
        return current;
    }
}
