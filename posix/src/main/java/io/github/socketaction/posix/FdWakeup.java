package io.github.socketaction.posix;

import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A wakeup by a descriptor, which every loop can wait for. */
public final class FdWakeup extends FdPollable implements Wakeup {

    private final WakeupDescriptor descriptor;

    /** One by a descriptor, which it closes. */
    public FdWakeup(WakeupDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public void wakeup() {
        descriptor.signal();
    }

    @Override
    public void drain() {
        try {
            descriptor.drain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int fd() {
        return descriptor.isClosed() ? NO_FD : descriptor.fd();
    }

    @Override
    public void close() {
        if (!descriptor.isClosed()) {
            closing();
            descriptor.close();
        }
    }
}
