package io.github.socketaction.kqueue;

import io.github.socketaction.posix.Errno;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** Makes an interruption on purpose what a real one is: the changes are made, and no event is taken. */
final class InterruptedKqueue implements KqueueCalls {

    private final KqueueCalls faulty;
    private final KqueueCalls real;
    private final KeventLayout layout;

    InterruptedKqueue(KqueueCalls faulty, KqueueCalls real, KeventLayout layout) {
        this.faulty = faulty;
        this.real = real;
        this.layout = layout;
    }

    @Override
    public int kqueue() {
        return faulty.kqueue();
    }

    @Override
    public int kevent(
            int kqueue, long changes, int changeCount, long events, int eventCount, @Nullable Pointer timespec) {
        int answer = faulty.kevent(kqueue, changes, changeCount, events, eventCount, timespec);
        for (int i = 0; answer == -Errno.EINTR && i < changeCount; i++) {
            real.kevent(kqueue, changes + (long) i * layout.size(), 1, 0, 0, null);
        }
        return answer;
    }
}
