package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;

/** The library's own loop keeps the rules for loops: here in memory, and with each backend in its own module. */
class EventLoopConformanceTest extends LoopConformance {

    @Override
    protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) {
        return LoopKits.eventLoop(world, options);
    }

    @Override
    protected LoopWorld newWorld() {
        return LoopWorld.inMemory();
    }
}
