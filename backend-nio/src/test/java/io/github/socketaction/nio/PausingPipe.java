package io.github.socketaction.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A pipe that stops whoever writes to it next, just before or just after the byte, until it is told to go on. */
final class PausingPipe extends Pipe {

    /** Where to stop. */
    enum Place {
        BEFORE,
        AFTER
    }

    private final Pipe real;
    private final SinkChannel sink;
    private volatile @Nullable Pause pause;

    private PausingPipe(Pipe real) {
        this.real = real;
        this.sink = new Sink();
    }

    static PausingPipe make() throws IOException {
        Pipe real = Pipe.open();
        real.source().configureBlocking(false);
        real.sink().configureBlocking(false);
        return new PausingPipe(real);
    }

    /** Starts a thread that wakes, and returns once it has stopped. */
    Pause pause(Place place, NioWakeup wakeup) throws InterruptedException {
        Pause next = new Pause(place, wakeup);
        pause = next;
        next.thread.start();
        next.reached.await();
        return next;
    }

    @Override
    public SourceChannel source() {
        return real.source();
    }

    @Override
    public SinkChannel sink() {
        return sink;
    }

    /** A thread in the middle of a wakeup. */
    static final class Pause {

        private final Place place;
        private final Thread thread;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        private Pause(Place place, NioWakeup wakeup) {
            this.place = place;
            this.thread = new Thread(wakeup::wakeup, "waker");
        }

        /** Lets it end its wakeup. */
        void goOn() throws InterruptedException {
            ended.countDown();
            thread.join();
        }

        private void stop(Place here) {
            if (here == place && Thread.currentThread() == thread) {
                reached.countDown();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private final class Sink extends SinkChannel {

        private Sink() {
            super(real.sink().provider());
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            Pause current = pause;
            if (current == null) {
                return real.sink().write(source);
            }
            current.stop(Place.BEFORE);
            int count = real.sink().write(source);
            current.stop(Place.AFTER);
            return count;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException("a wakeup is one byte");
        }

        @Override
        public long write(ByteBuffer[] sources) {
            throw new UnsupportedOperationException("a wakeup is one byte");
        }

        @Override
        protected void implCloseSelectableChannel() throws IOException {
            real.sink().close();
        }

        @Override
        protected void implConfigureBlocking(boolean block) {
            // The one behind it is non-blocking already.
        }
    }
}
