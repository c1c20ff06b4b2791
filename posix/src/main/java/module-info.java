/** What the native backends share: system calls, socket addresses and descriptors. */
@SuppressWarnings("requires-automatic") // jnr's jars are automatic modules with fixed names
module io.github.socketaction.posix {
    requires static org.jspecify;
    requires transitive io.github.socketaction.core;
    requires org.jnrproject.constants;
    requires org.jnrproject.enxio;
    requires org.jnrproject.ffi;
    requires org.jnrproject.jffi;
    requires org.jnrproject.posix;
    // jnr-ffi is an automatic module and cannot say that it needs these.
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.util;

    exports io.github.socketaction.posix;
}
