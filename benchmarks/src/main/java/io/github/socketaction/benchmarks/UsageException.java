package io.github.socketaction.benchmarks;

/** The command line cannot be understood. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
