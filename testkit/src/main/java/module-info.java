/** Conformance tests for backends and for application loops. */
module io.github.socketaction.testkit {
    requires java.management;
    requires static org.jspecify;
    requires transitive io.github.socketaction.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports io.github.socketaction.testkit;
}
