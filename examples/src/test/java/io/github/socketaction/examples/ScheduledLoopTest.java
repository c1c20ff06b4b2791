package io.github.socketaction.examples;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.LoopConformance;
import io.github.socketaction.testkit.LoopUnderTest;
import io.github.socketaction.testkit.LoopWorld;
import java.io.IOException;

/** The loop on a scheduled executor keeps the rules for loops. */
class ScheduledLoopTest extends LoopConformance {

    @Override
    protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
        ScheduledLoop loop = new ScheduledLoop(world.backend(), options);
        return new OwnThreadLoop(loop::execute, loop);
    }
}
