package io.github.socketaction.kqueue;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The two calls of kqueue, as a table that tests can put another one in the place of. A negative answer is an errno
 * with its sign changed. Addresses of memory are numbers, and the caller keeps that memory alive. Nothing is retried in
 * here.
 */
public interface KqueueCalls {

    /** kqueue(2). */
    int kqueue();

    /**
     * kevent(2): makes the changes, and then waits for events unless a change has left a record.
     *
     * @param changes the address of an array of struct kevent
     * @param events the address of another array of them
     * @param timespec how long to wait, or null for no limit
     * @return how many records were written to {@code events}
     */
    int kevent(int kqueue, long changes, int changeCount, long events, int eventCount, @Nullable Pointer timespec);
}
