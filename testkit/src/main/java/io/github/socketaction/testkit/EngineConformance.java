package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * Verifies that an engine keeps the chief rules of {@code docs/contract.md}, in memory and in virtual time, within a second:
 * for who changed the engine, or runs it with options, an agent or a class loader of his own. The whole test class:
 *
 * <pre>{@code
 * class MyEngineTest extends EngineConformance {
 *     @Override protected MultiOptions.Builder options() {
 *         return MultiOptions.builder().observer(new MyObserver());
 *     }
 * }
 * }</pre>
 *
 * <p>Each test cites its rules by {@link Verifies}. Besides, the invariants of {@link CheckedMulti} are checked after every
 * call, and at the end of each test everything must be closed.
 */
@Timeout(60)
public abstract class EngineConformance
        implements EngineSocketRules,
                EngineTimerRules,
                EnginePauseRules,
                EngineBodyRules,
                EngineConnectionRules,
                EngineLifeRules {

    /** Turns of the application's loop that no test comes near to. */
    private static final int MAX_TURNS = 20_000;

    private final List<Simulation> worlds = new ArrayList<>();

    /** For subclasses. */
    protected EngineConformance() {}

    /**
     * The options of every multi, to which a test adds what it needs: limits of connections, the resolver, the listeners,
     * whether idle connections are watched. The clock is replaced.
     */
    protected MultiOptions.Builder options() {
        return MultiOptions.builder();
    }

    @Override
    public final Simulation world(UnaryOperator<MultiOptions.Builder> more, Trigger trigger) {
        Simulation world = new Simulation(more.apply(options()), trigger);
        world.limitTurns(MAX_TURNS);
        worlds.add(world);
        return world;
    }

    /** Closes the worlds of a test, and fails if anything stays open. */
    @AfterEach
    public final void closeWorlds() {
        List<Simulation> closing = List.copyOf(worlds);
        worlds.clear();
        closing.forEach(Simulation::assertClean);
    }
}
