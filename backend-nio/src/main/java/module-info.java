/** Sockets by {@code java.nio}. */
module io.github.socketaction.backend.nio {
    requires static org.jspecify;
    requires transitive io.github.socketaction.core;

    exports io.github.socketaction.nio;

    provides io.github.socketaction.socket.BackendProvider with
            io.github.socketaction.nio.NioBackendProvider;
}
