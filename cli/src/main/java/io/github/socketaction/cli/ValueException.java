package io.github.socketaction.cli;

import io.github.socketaction.transfer.ResultCode;

/** An option whose value cannot be used; the message names both, but never shows a password. */
final class ValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ResultCode code;

    ValueException(ResultCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ValueException(ResultCode code, Option option, IllegalArgumentException reason) {
        this(code, "option --" + option.longName + ": " + reason.getMessage());
    }

    /** What the command ends with. */
    ResultCode code() {
        return code;
    }
}
