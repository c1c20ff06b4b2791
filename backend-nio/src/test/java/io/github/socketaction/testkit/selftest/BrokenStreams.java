package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Transports and wakeups with one defect each. */
final class BrokenStreams {

    private BrokenStreams() {}

    static final class SwallowsTheEnd extends DelegatingTransport {
        SwallowsTheEnd(Transport real) {
            super(real);
        }

        @Override
        public int read(ByteBuffer target) {
            int answer = super.read(target);
            return answer == END ? WOULD_BLOCK : answer;
        }
    }

    static final class HidesTheReasonAfterClose extends DelegatingTransport {
        private boolean closed;

        HidesTheReasonAfterClose(Transport real) {
            super(real);
        }

        @Override
        public void close() {
            closed = true;
            super.close();
        }

        @Override
        public @Nullable IOException failure() {
            return closed ? null : super.failure();
        }
    }

    static final class GathersFromTheFirst extends DelegatingTransport {
        GathersFromTheFirst(Transport real) {
            super(real);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            return super.write(sources, 0, offset + length);
        }
    }

    /** Asks for readiness instead of the outcome: an ended connect is taken for a good one. */
    static final class TakesRefusedForConnected extends DelegatingTransport {
        TakesRefusedForConnected(Transport real) {
            super(real);
        }

        @Override
        public int finishConnect() {
            int answer = super.finishConnect();
            IOException failure = failure();
            return answer == FAILED
                            && failure != null
                            && String.valueOf(failure.getMessage()).contains("refused")
                    ? CONNECTED
                    : answer;
        }
    }

    static final class NeverDrains extends DelegatingWakeup {
        NeverDrains(Wakeup real) {
            super(real);
        }

        @Override
        public void drain() {}
    }
}
