/** Sockets by kqueue, on macOS and the BSDs. */
@SuppressWarnings("requires-automatic") // jnr's jars are automatic modules with fixed names
module io.github.socketaction.backend.kqueue {
    requires static org.jspecify;
    requires transitive io.github.socketaction.core;
    requires io.github.socketaction.posix;
    requires org.jnrproject.constants;
    requires org.jnrproject.ffi;

    exports io.github.socketaction.kqueue;

    provides io.github.socketaction.socket.BackendProvider with
            io.github.socketaction.kqueue.KqueueBackendProvider;
}
