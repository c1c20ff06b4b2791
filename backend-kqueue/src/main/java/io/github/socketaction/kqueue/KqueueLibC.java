package io.github.socketaction.kqueue;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of kqueue as jnr-ffi binds them; public for the class it generates. A function that the system has not
 * fails at its first call.
 *
 * <p>The counts are int on most systems and size_t on NetBSD; a long is right for both, because all are 64-bit systems
 * and pass them in registers. The sixth argument is an object because jnr-ffi garbles a sixth number on x86-64.
 */
public interface KqueueLibC {

    /** kqueue(2). */
    int kqueue();

    /** kevent(2). */
    int kevent(int kqueue, long changes, long changeCount, long events, long eventCount, @Nullable Pointer timespec);

    /** kevent(2) of NetBSD 5 to 10. */
    int __kevent50(
            int kqueue, long changes, long changeCount, long events, long eventCount, @Nullable Pointer timespec);

    /** kevent(2) of NetBSD from 11 on. */
    int __kevent100(
            int kqueue, long changes, long changeCount, long events, long eventCount, @Nullable Pointer timespec);
}
