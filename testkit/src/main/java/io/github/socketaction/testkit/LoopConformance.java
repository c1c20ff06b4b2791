package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Verifies that the loop of an application keeps the section "Loops" of {@code docs/contract.md}. The whole test class of
 * a loop that is made with options of a multi:
 *
 * <pre>{@code
 * class MyLoopTest extends LoopConformance {
 *     @Override protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) {
 *         MyLoop loop = new MyLoop(options);
 *         return new LoopUnderTest() {
 *             @Override public Multi multi() { return loop.multi(); }
 *             @Override public void run(Runnable start) { start.run(); loop.run(); }
 *             @Override public void close() { loop.close(); }
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>Each test cites its rule by {@link Verifies}. A loop that breaks a rule fails the test of this rule, with advice in
 * the message; tests that cannot be judged because of it are reported as aborted.
 */
@Timeout(120)
public abstract class LoopConformance implements LoopTimerRules, LoopSocketRules, LoopConductRules {

    private @Nullable LoopWorld world;
    private @Nullable LoopBench bench;

    /** For subclasses. */
    protected LoopConformance() {}

    /**
     * A loop to be tested. Called on the thread that then calls {@link LoopUnderTest#run}.
     *
     * @param world has a backend for loops that take any
     * @param options for the loop's multi, which sees by them what passes; may be built upon, but for the observer, the
     *     clock and the resolver
     */
    protected abstract LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws Exception;

    /** Where the loop is tested; over real sockets unless overridden. */
    protected LoopWorld newWorld() throws IOException {
        return LoopWorld.loopback();
    }

    /**
     * Says what the loop cannot do.
     *
     * @param rule a rule's number, such as {@code LC9}
     * @return why the rule cannot be kept; its tests are reported as aborted with this reason. Null, which is the
     *     default, when it can.
     */
    protected @Nullable String unsupported(String rule) {
        return null;
    }

    /** How late a timer may be answered; by default more than it takes on a busy machine. */
    protected Duration lateness() {
        return Duration.ofSeconds(2);
    }

    /** How long nothing at all may happen while transfers are running; far longer than any working loop needs. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Aborts what is unsupported, and else opens what a test works with. */
    @BeforeEach
    public final void openLoopBench(TestInfo test) throws IOException {
        UnsupportedRules.abort(test, this::unsupported);
        LoopWorld opened = newWorld();
        world = opened;
        bench = new LoopBench(opened, this::newLoop, lateness(), patience(), rule -> unsupported(rule) != null);
    }

    /** Closes the world. */
    @AfterEach
    public final void closeLoopBench() throws IOException {
        LoopWorld closing = world;
        world = null;
        bench = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public final LoopBench loopBench() {
        LoopBench current = bench;
        if (current == null) {
            throw new IllegalStateException("there is a bench during a test only");
        }
        return current;
    }
}
