package io.github.socketaction.testkit;

import io.github.socketaction.transfer.BodyCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.Transfer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes a body, but pauses at the first piece until it is told to go on. */
final class SelfPausing implements BodyCallback {

    private @Nullable Transfer paused;

    @Override
    public Flow onBody(Transfer transfer, ByteBuffer body) {
        if (paused == null) {
            paused = transfer;
            return Flow.PAUSE;
        }
        body.position(body.limit());
        return Flow.CONTINUE;
    }

    void goOn() {
        if (paused != null) {
            paused.unpause();
        }
    }
}
