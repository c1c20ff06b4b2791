/** Programs to copy from. */
module io.github.socketaction.examples {
    requires static org.jspecify;
    requires io.github.socketaction.backend.nio;
    requires transitive io.github.socketaction.core;
    requires io.netty.common;
    requires transitive io.netty.transport;

    exports io.github.socketaction.examples;
}
