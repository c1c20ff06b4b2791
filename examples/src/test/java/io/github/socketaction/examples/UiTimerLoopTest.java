package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.testkit.LoopConformance;
import io.github.socketaction.testkit.LoopUnderTest;
import io.github.socketaction.testkit.LoopWorld;
import java.io.IOException;

/** The loop that ticks keeps the rules for loops; here in memory, with ticks of the virtual clock. */
class UiTimerLoopTest extends LoopConformance {

    private static final long TICK_NANOS = 10_000_000;

    @Override
    protected LoopWorld newWorld() {
        return LoopWorld.inMemory();
    }

    @Override
    protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
        UiTimerLoop loop = new UiTimerLoop(world.backend(), world::nanoTime, options);
        Poller tick = world.backend().openPoller(); // with no sockets: only time goes by
        return new LoopUnderTest() {
            @Override
            public Multi multi() {
                return loop.multi();
            }

            @Override
            public void run(Runnable start) throws IOException {
                start.run();
                while (loop.multi().running() > 0) {
                    tick.poll(TICK_NANOS, (socket, events) -> {});
                    loop.tick();
                }
            }

            @Override
            public void close() {
                loop.close();
                tick.close();
            }
        };
    }
}
