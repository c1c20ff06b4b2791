/** The transfer engine: it waits for nothing and starts no loop of its own. */
module io.github.socketaction.core {
    requires static org.jspecify;

    exports io.github.socketaction;
    exports io.github.socketaction.transfer;
    exports io.github.socketaction.socket;

    uses io.github.socketaction.socket.BackendProvider;
}
