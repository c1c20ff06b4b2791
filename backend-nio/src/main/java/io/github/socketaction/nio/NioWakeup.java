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
import java.util.concurrent.atomic.AtomicBoolean;

/** A wakeup by a pipe that never holds more than a few bytes. */
final class NioWakeup implements NioPollable, Wakeup {

    private final Pipe pipe;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final ByteBuffer signal = ByteBuffer.allocateDirect(1);
    private final ByteBuffer drained = ByteBuffer.allocateDirect(64);
    private volatile boolean closed;

    private NioWakeup(Pipe pipe) {
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
        if (closed || !signalled.compareAndSet(false, true)) {
            return;
        }
        try {
            // A duplicate, because two threads may be here: one that was overtaken by a drain, and the one after it.
            pipe.sink().write(signal.duplicate());
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException("cannot write to the pipe of a wakeup", e);
            }
        }
    }

    /**
     * {@inheritDoc} First the bytes and then the flag: the other way round a byte written in between would be eaten while
     * the flag says that it is there, and no later call would write another one.
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
        signalled.set(false);
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
