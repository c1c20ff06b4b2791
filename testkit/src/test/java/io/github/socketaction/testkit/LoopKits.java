package io.github.socketaction.testkit;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Conformance tests of a loop without defects and of broken ones, all in memory. Not run by themselves. */
final class LoopKits {

    private LoopKits() {}

    abstract static class InMemory extends LoopConformance {
        @Override
        protected LoopWorld newWorld() {
            return LoopWorld.inMemory();
        }
    }

    /** The library's own loop. */
    static LoopUnderTest eventLoop(LoopWorld world, MultiOptions options) {
        EventLoop loop = new EventLoop(world.backend(), options);
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

    static final class Sound extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new PlainLoop(world, options);
        }
    }

    static final class SaysSo extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.LosesItsObject(world, options);
        }

        @Override
        protected @Nullable String unsupported(String rule) {
            return rule.equals("LC9") ? "it registers anew after each NONE" : null;
        }
    }

    static final class TakesZeroForNone extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.TakesZeroForNone(world, options);
        }
    }

    static final class CountsInTicks extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.CountsInTicks(world, options);
        }
    }

    static final class KnowsOnlyZero extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.KnowsOnlyZero(world, options);
        }
    }

    static final class KeepsTheFirstTimer extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.KeepsTheFirstTimer(world, options);
        }
    }

    static final class ForgetsMinusOne extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.ForgetsMinusOne(world, options);
        }
    }

    static final class RepeatsTheTimer extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.RepeatsTheTimer(world, options);
        }
    }

    static final class RegistersForInOnly extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.RegistersForInOnly(world, options);
        }
    }

    static final class SkipsTheKnown extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.SkipsTheKnown(world, options);
        }
    }

    static final class OnlyAddsInterest extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.OnlyAddsInterest(world, options);
        }
    }

    static final class DropsOutBesideIn extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.DropsOutBesideIn(world, options);
        }
    }

    static final class IgnoresNone extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.IgnoresNone(world, options);
        }
    }

    static final class TakesNoneForTheEnd extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.TakesNoneForTheEnd(world, options);
        }
    }

    static final class ForgetsRemove extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.ForgetsRemove(world, options);
        }
    }

    static final class LosesItsObject extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.LosesItsObject(world, options);
        }
    }

    static final class ActsInTheCallback extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.ActsInTheCallback(world, options);
        }
    }

    static final class ActsOnAnotherThread extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.ActsOnAnotherThread(world, options);
        }
    }

    static final class DropsErrors extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.DropsErrors(world, options);
        }
    }

    static final class KnowsTransfersOnly extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.KnowsTransfersOnly(world, options);
        }
    }

    static final class WaitsForTheIdle extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.WaitsForTheIdle(world, options);
        }
    }

    static final class NeverWaits extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.NeverWaits(world, options);
        }
    }

    static final class ActsAllTheTime extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.ActsAllTheTime(world, options);
        }
    }

    static final class KeepsSelectedKeys extends InMemory {
        @Override
        protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
            return new BrokenLoops.KeepsSelectedKeys(world, options);
        }
    }
}
