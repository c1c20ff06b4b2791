package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A wakeup by EVFILT_USER: one call, no descriptor, nothing to read. */
final class UserEvent implements PollerWakeup {

    /** Filters have identifiers of their own, so this is not descriptor 0. */
    private static final int IDENT = 0;

    private static final int EINVAL = jnr.constants.platform.Errno.EINVAL.intValue();

    /** Interruptions in a row that are taken for what they are; a call that never waits meets hardly one. */
    private static final int MOST_INTERRUPTIONS = 100;

    private final KqueueSet set;
    private final AtomicBoolean signalled = new AtomicBoolean();
    /** The change that triggers it. Written here only, so that all threads can use it. */
    private final ByteBuffer trigger = NativeMemory.allocate(KeventLayout.LARGEST);

    private final long triggerPointer = NativeMemory.address(trigger);

    private UserEvent(KqueueSet set, KeventLayout layout) {
        this.set = set;
        layout.write(trigger, 0, IDENT, layout.userFilter(), 0, Kqueue.NOTE_TRIGGER, KEY);
    }

    /**
     * Registers one.
     *
     * @return null when the system has no such filter
     */
    static @Nullable UserEvent open(KqueueSet set, KeventLayout layout) throws IOException {
        ByteBuffer registration = NativeMemory.allocate(layout.size());
        layout.write(registration, 0, IDENT, layout.userFilter(), Kqueue.EV_ADD | Kqueue.EV_CLEAR, 0, KEY);
        int answer = set.changeNow(NativeMemory.address(registration));
        registration.clear(); // used after the call, so that it lives until then
        if (answer == -EINVAL) {
            return null;
        }
        if (answer < 0) {
            throw Errno.exception("cannot register the wakeup of a poller", -answer);
        }
        return new UserEvent(set, layout);
    }

    @Override
    public void signal() {
        // A set where a look would do, so that what the caller did before is seen by the one that clears it.
        if (signalled.getAndSet(true) || !set.guard().enter()) {
            return;
        }
        try {
            int answer = set.changeNow(triggerPointer);
            for (int i = 0; answer == -Errno.EINTR && i < MOST_INTERRUPTIONS; i++) {
                answer = set.changeNow(triggerPointer);
            }
            if (answer < 0) {
                signalled.set(false);
                throw new UncheckedIOException(Errno.exception("cannot trigger the wakeup of a poller", -answer));
            }
        } finally {
            set.guard().exit();
        }
    }

    /** {@inheritDoc} The kernel has done so itself, with EV_CLEAR, when it reported it. */
    @Override
    public void drain() {
        signalled.getAndSet(false);
    }

    /** {@inheritDoc} It goes with its kqueue. */
    @Override
    public void close() {}
}
