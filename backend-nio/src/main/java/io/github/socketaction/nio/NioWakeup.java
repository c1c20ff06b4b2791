package io.github.socketaction.nio;

import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A wakeup by a pipe, which holds no more than a few bytes: a thread writes one unless it knows of one that is there.
 * Nothing but these bytes makes it ready, so it is ready no more often than there were wakeups; and every wakeup leaves a
 * byte behind that no drain has taken yet, whoever else is in the middle of one.
 */
final class NioWakeup implements NioPollable, Wakeup {

    private final Pipe pipe;
    /** How often it was drained. */
    private final AtomicLong drains = new AtomicLong();
    /** The number of drains before the latest byte that is known to be written. */
    private final AtomicLong written = new AtomicLong(-1);

    private final ByteBuffer signal = ByteBuffer.allocateDirect(1);
    private final ByteBuffer drained = ByteBuffer.allocateDirect(64);
    private volatile boolean closed;

    /** One over a pipe in non-blocking mode, which it closes. */
    NioWakeup(Pipe pipe) {
        this.pipe = pipe;
    }

    static NioWakeup open() throws IOException {
        NioWakeup wakeup = new NioWakeup(Pipe.open());
        try {
            wakeup.pipe.source().configureBlocking(false);
            wakeup.pipe.sink().configureBlocking(false);
        } catch (IOException e) {
            wakeup.close();
            throw e;
        }
        return wakeup;
    }

    @Override
    public void wakeup() {
        // An addition where a look would do, so that what the caller did before is seen by the one that drains.
        long drainsBefore = drains.getAndAdd(0);
        if (closed || written.get() == drainsBefore) {
            return;
        }
        try {
            pipe.sink().write(signal.duplicate()); // a duplicate, because several threads may be here
            written.accumulateAndGet(drainsBefore, Math::max);
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException("cannot write to the pipe of a wakeup", e);
            }
        }
    }

    /**
     * {@inheritDoc} First the bytes and then the count: the other way round a byte written in between would be eaten and
     * yet known as written after this drain, and no later call would write another one.
     */
    @Override
    public void drain() {
        try {
            int count;
            do {
                drained.clear();
                count = pipe.source().read(drained);
            } while (count == drained.capacity());
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from the pipe of a wakeup", e);
        }
        drains.getAndIncrement();
    }

    @Override
    public void close() {
        closed = true;
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the pipe of a wakeup", e);
        }
    }

    @Override
    public SelectableChannel channel() {
        return pipe.source();
    }

    @Override
    public int ops(int interest) {
        return (interest & SocketEvents.IN) != 0 ? SelectionKey.OP_READ : 0;
    }
}
