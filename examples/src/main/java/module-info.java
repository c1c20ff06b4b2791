/** Programs to copy from. */
@SuppressWarnings("requires-automatic") // jnr's jars are automatic modules with fixed names
module io.github.socketaction.examples {
    requires static org.jspecify;
    requires io.github.socketaction.backend.epoll;
    requires io.github.socketaction.backend.nio;
    requires transitive io.github.socketaction.core;
    requires io.github.socketaction.posix;
    requires io.netty.common;
    requires transitive io.netty.transport;
    requires org.jnrproject.constants;
    requires org.jnrproject.ffi;
    requires org.jnrproject.posix;

    exports io.github.socketaction.examples;
}
