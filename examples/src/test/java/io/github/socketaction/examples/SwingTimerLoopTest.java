package io.github.socketaction.examples;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.LoopConformance;
import io.github.socketaction.testkit.LoopUnderTest;
import io.github.socketaction.testkit.LoopWorld;
import java.awt.EventQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.swing.Timer;

/** The loop that ticks keeps the rules for loops when a timer of Swing ticks, on the event dispatch thread. */
class SwingTimerLoopTest extends LoopConformance {

    private static final int TICK_MILLIS = 10;

    @Override
    protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) throws IOException {
        UiTimerLoop loop = new UiTimerLoop(world.backend(), world::nanoTime, options);
        Timer timer = new Timer(TICK_MILLIS, event -> tick(loop));
        timer.start(); // needs no display
        return new OwnThreadLoop(task -> EventQueue.invokeLater(() -> task.accept(loop.multi())), () -> {
            timer.stop();
            EventQueue.invokeAndWait(loop::close);
        });
    }

    private static void tick(UiTimerLoop loop) {
        try {
            loop.tick();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
