package io.github.socketaction.transfer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a transfer ended.
 *
 * @param code libcurl's result code; {@link ResultCode#OK} for success
 * @param message one sentence for a person: what was attempted, on what, and what came of it; empty for success
 * @param cause the exception behind a failure, such as one thrown by a callback, or null when there was none
 */
public record TransferResult(
        ResultCode code, String message, @Nullable Throwable cause) {

    /** The result of every transfer that succeeded. */
    public static final TransferResult OK = new TransferResult(ResultCode.OK, "", null);

    public TransferResult {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** Whether the transfer succeeded. */
    public boolean isOk() {
        return code == ResultCode.OK;
    }

    @Override
    public String toString() {
        return isOk() ? "OK" : code + " (" + code.number() + "): " + message;
    }
}
