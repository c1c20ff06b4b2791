package io.github.socketaction.posix.torture;

/**
 * Something that an application does with a multi.
 *
 * @param name for messages
 * @param expected the names of the result codes in the order of adding, {@code -} for a transfer that is removed, when
 *     nothing fails
 * @param play what it does
 */
record Scenario(String name, String expected, Play play) {

    /** What a scenario does; it must get along with transfers that end earlier or otherwise than expected. */
    @FunctionalInterface
    interface Play {
        void on(Stage stage) throws Exception;
    }
}
