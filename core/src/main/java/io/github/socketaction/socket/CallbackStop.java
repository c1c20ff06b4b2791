package io.github.socketaction.socket;

/**
 * Thrown by a socket or timer callback to stop the multi without there being an error to report; what returning -1 is in
 * libcurl. It carries no stack trace.
 */
public final class CallbackStop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param reason why; it goes into the result of every transfer that is aborted by it
     */
    public CallbackStop(String reason) {
        super(reason, null, false, false);
    }
}
