/** Sockets by epoll, on Linux. */
@SuppressWarnings("requires-automatic") // jnr's jars are automatic modules with fixed names
module io.github.socketaction.backend.epoll {
    requires static org.jspecify;
    requires transitive io.github.socketaction.core;
    requires io.github.socketaction.posix;
    requires org.jnrproject.ffi;

    exports io.github.socketaction.epoll;

    provides io.github.socketaction.socket.BackendProvider with
            io.github.socketaction.epoll.EpollBackendProvider;
}
