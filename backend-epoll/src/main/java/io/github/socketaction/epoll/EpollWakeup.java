package io.github.socketaction.epoll;

import io.github.socketaction.posix.FdPollable;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A wakeup by an eventfd. */
final class EpollWakeup extends FdPollable implements Wakeup {

    private final EventFd event;

    EpollWakeup(EventFd event) {
        this.event = event;
    }

    @Override
    public void wakeup() {
        event.signal();
    }

    @Override
    public void drain() {
        try {
            event.drain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int fd() {
        return event.isClosed() ? NO_FD : event.fd();
    }

    @Override
    public void close() {
        if (!event.isClosed()) {
            closing();
            event.close();
        }
    }
}
