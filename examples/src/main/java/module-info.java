/** Programs to copy from. */
module io.github.socketaction.examples {
    requires static org.jspecify;
    requires io.github.socketaction.backend.nio;
    requires io.github.socketaction.core;

    exports io.github.socketaction.examples;
}
