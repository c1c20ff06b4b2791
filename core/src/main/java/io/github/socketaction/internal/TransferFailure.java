package io.github.socketaction.internal;

import io.github.socketaction.transfer.ResultCode;
import org.jspecify.annotations.Nullable;

/**
 * The failure of one transfer on its way up to the engine, where one place makes a result of it and lets go of all that the
 * transfer holds. On its way it is caught only to be said in the words of a stage, or kept until what came before it is
 * told. It carries no stack trace: it tells of the peer or of the user's input, not of our code.
 */
public final class TransferFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ResultCode code;

    /** A failure with one sentence for a person: what was attempted, on what, and what came of it. */
    public TransferFailure(ResultCode code, String message) {
        this(code, message, null);
    }

    /** A failure with an exception behind it. */
    public TransferFailure(ResultCode code, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
    }

    /** libcurl's code for it. */
    public ResultCode code() {
        return code;
    }
}
