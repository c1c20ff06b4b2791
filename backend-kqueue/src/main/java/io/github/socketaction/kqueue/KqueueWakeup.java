package io.github.socketaction.kqueue;

import io.github.socketaction.posix.FdPollable;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A wakeup by a pipe: unlike EVFILT_USER, which belongs to one kqueue, every loop of an application can wait for it.
 */
final class KqueueWakeup extends FdPollable implements Wakeup {

    private final WakeupPipe pipe;

    KqueueWakeup(WakeupPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public void wakeup() {
        pipe.signal();
    }

    @Override
    public void drain() {
        try {
            pipe.drain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int fd() {
        return pipe.isClosed() ? NO_FD : pipe.fd();
    }

    @Override
    public void close() {
        if (!pipe.isClosed()) {
            closing();
            pipe.close();
        }
    }
}
