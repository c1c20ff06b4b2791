package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferResult;

/** The results and failures that the engine itself has words for. */
final class Results {

    private Results() {}

    /** Of a failure that came up from below. */
    static TransferResult of(TransferFailure failure) {
        return new TransferResult(failure.code(), message(failure), failure.getCause());
    }

    /** Of something that must not happen: the transfer is lost, but neither its end nor the others. */
    static TransferResult ofDefect(Throwable defect) {
        ResultCode code = defect instanceof OutOfMemoryError ? ResultCode.OUT_OF_MEMORY : ResultCode.FAILED_INIT;
        return new TransferResult(code, "the engine failed, please report this: " + defect, defect);
    }

    /** Of a multi that its socket or timer callback stopped. */
    static TransferResult aborted(Throwable cause) {
        return new TransferResult(
                ResultCode.ABORTED_BY_CALLBACK, "aborted, because a socket or timer callback threw " + cause, cause);
    }

    private static String message(TransferFailure failure) {
        String message = failure.getMessage();
        return message == null ? failure.code().toString() : message;
    }
}
