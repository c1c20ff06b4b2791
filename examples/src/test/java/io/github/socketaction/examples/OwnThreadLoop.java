package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.testkit.LoopUnderTest;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A loop with a thread of its own, as the kit for loops wants it. */
final class OwnThreadLoop implements LoopUnderTest {

    /** How a task gets to the loop's thread. */
    interface Execute {
        void execute(Consumer<Multi> task);
    }

    private final Execute loop;
    private final AutoCloseable closer;
    private @Nullable Multi multi;

    OwnThreadLoop(Execute loop, AutoCloseable closer) {
        this.loop = loop;
        this.closer = closer;
    }

    @Override
    public Multi multi() {
        return Objects.requireNonNull(multi, "asked before the start");
    }

    @Override
    public void run(Runnable start) {
        loop.execute(own -> {
            multi = own;
            start.run();
        });
    }

    @Override
    public void close() throws Exception {
        closer.close();
    }
}
