package io.github.socketaction;

import io.github.socketaction.MultiException.Code;
import org.jspecify.annotations.Nullable;

/** Decides whether a call may proceed: on the right thread, not inside a callback where it must not be, not closed. */
final class CallGuard {

    private @Nullable Thread owner;
    private int depth;
    private boolean closing;
    private boolean closed;

    /** Enters a call that is not allowed inside a callback. */
    void enter(String call) {
        checkThread(call);
        if (depth > 0) {
            throw new MultiException(
                    Code.RECURSIVE_API_CALL,
                    call + " is not allowed inside a callback; return from it, and call when the event comes");
        }
        checkOpen(call);
        depth++;
    }

    /** Enters a call that is allowed inside a callback. */
    void enterNested(String call) {
        checkThread(call);
        checkOpen(call);
        depth++;
    }

    void exit() {
        depth--;
    }

    /** Whether the call being made is inside another. */
    boolean isNested() {
        return depth > 1;
    }

    /** Refuses new work from now on; callbacks of the closing call may still use the rest. */
    void closing() {
        closing = true;
    }

    void closed() {
        closed = true;
    }

    void requireNotClosing(String call) {
        if (closing) {
            throw new MultiException(Code.BAD_HANDLE, call + " was called while the multi is being closed");
        }
    }

    boolean isClosed() {
        return closed;
    }

    private void checkThread(String call) {
        Thread caller = Thread.currentThread();
        if (owner == null) {
            owner = caller;
        } else if (owner != caller) {
            throw new MultiException(
                    Code.WRONG_THREAD,
                    call + " was called by thread " + caller.getName() + ", but this multi belongs to thread "
                            + owner.getName() + "; hand the work over to that thread's loop");
        }
    }

    private void checkOpen(String call) {
        if (closed) {
            throw new MultiException(Code.BAD_HANDLE, call + " was called on a closed multi");
        }
    }
}
