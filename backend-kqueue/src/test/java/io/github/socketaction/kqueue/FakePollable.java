package io.github.socketaction.kqueue;

import io.github.socketaction.posix.FdPollable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A descriptor that is a number only. */
final class FakePollable extends FdPollable {

    private final boolean isTold;
    private int fd;
    private @Nullable IOException failure;

    /**
     * Makes one.
     *
     * @param isTold whether its user would learn that it cannot be waited for
     */
    FakePollable(int fd, boolean isTold) {
        this.fd = fd;
        this.isTold = isTold;
    }

    @Override
    public int fd() {
        return fd;
    }

    @Override
    public boolean fail(IOException why) {
        failure = why;
        return isTold;
    }

    @Nullable IOException failure() {
        return failure;
    }

    void close() {
        closing();
        fd = NO_FD;
    }
}
