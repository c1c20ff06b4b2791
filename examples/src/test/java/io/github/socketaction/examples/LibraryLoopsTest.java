package io.github.socketaction.examples;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.testkit.LoopConformance;
import io.github.socketaction.testkit.LoopUnderTest;
import io.github.socketaction.testkit.LoopWorld;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/**
 * The library's own loop and the one that the README shows keep the rules for loops, over real sockets. The other examples
 * run on one of these two.
 */
class LibraryLoopsTest {

    /** The library's own loop. */
    @Nested
    class OfTheLibrary extends LoopConformance {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) {
            EventLoop loop = new EventLoop(new NioBackend(), options);
            return new LoopUnderTest() {
                @Override
                public Multi multi() {
                    return loop.multi();
                }

                @Override
                public void run(Runnable start) {
                    start.run();
                    loop.run();
                }

                @Override
                public void close() {
                    loop.close();
                }
            };
        }
    }

    /** The one over a bare selector. */
    @Nested
    class OverASelector extends LoopConformance {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            SelectorLoop loop = new SelectorLoop(options);
            return new LoopUnderTest() {
                @Override
                public Multi multi() {
                    return loop.multi();
                }

                @Override
                public void run(Runnable start) throws IOException {
                    start.run();
                    loop.run();
                }

                @Override
                public void close() throws IOException {
                    loop.close();
                }
            };
        }
    }
}
