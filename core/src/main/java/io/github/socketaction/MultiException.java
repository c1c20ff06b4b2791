package io.github.socketaction;

import org.jspecify.annotations.Nullable;

/**
 * A call that the multi refused, or, as {@link Code#ABORTED_BY_CALLBACK}, one that ended with every transfer aborted. The
 * failure of a single transfer is never thrown: it is that transfer's result.
 */
public final class MultiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, with the names and numbers of libcurl's {@code CURLMcode}. */
    public enum Code {
        /** The multi is closed. */
        BAD_HANDLE(1),
        /** The transfer belongs to another multi. */
        BAD_EASY_HANDLE(2),
        /** The system refused something that the multi needs, such as a descriptor. */
        INTERNAL_ERROR(4),
        /** The socket is not one that is announced. */
        BAD_SOCKET(5),
        /** The call is not allowed inside a callback. */
        RECURSIVE_API_CALL(8),
        /** A loop could not be woken. */
        WAKEUP_FAILURE(9),
        /** The socket or timer callback failed, or said stop. */
        ABORTED_BY_CALLBACK(11),
        /** Waiting failed for good. */
        UNRECOVERABLE_POLL(12),
        /** The call came from another thread than the multi's; libcurl has no such code. */
        WRONG_THREAD(100);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        /** libcurl's number. */
        public int number() {
            return number;
        }
    }

    private final Code code;

    /** A refusal with one sentence for a person. */
    public MultiException(Code code, String message) {
        this(code, message, null);
    }

    /** A refusal with the exception behind it. */
    public MultiException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
