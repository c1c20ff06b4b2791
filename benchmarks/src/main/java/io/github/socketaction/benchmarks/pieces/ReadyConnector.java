package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Endpoints;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.socket.PollAction;
import java.nio.ByteBuffer;

/** A connector whose link is there at once, and leads nowhere. */
final class ReadyConnector implements Connector {

    @Override
    public Link step(long now) {
        return new Nowhere();
    }

    @Override
    public void cancel() {
        // nothing is open
    }

    @Override
    public String attempt() {
        return "connecting to nowhere";
    }

    @Override
    public Milestone milestone() {
        return Milestone.CONNECTED;
    }

    private static final class Nowhere implements Link {
        @Override
        public int read(ByteBuffer target) {
            return 0;
        }

        @Override
        public int write(ByteBuffer source) {
            return 0;
        }

        @Override
        public void want(PollAction action) {
            // nobody waits
        }

        @Override
        public boolean mayRead() {
            return false;
        }

        @Override
        public boolean isSilent(ByteBuffer scratch) {
            return true;
        }

        @Override
        public Endpoints endpoints() {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public boolean finish() {
            return true;
        }

        @Override
        public void release() {
            // nothing is open
        }
    }
}
