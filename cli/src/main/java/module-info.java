/** The command {@code sact}. */
module io.github.socketaction.cli {
    requires static org.jspecify;
    requires io.github.socketaction.backend.nio;
    requires io.github.socketaction.core;
    requires java.management;
}
