package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import java.io.IOException;

/**
 * Where a loop is tested: over real sockets and in real time, or in memory and in virtual time. The latter is exact and
 * takes no time, but is only for loops that wait by a {@link io.github.socketaction.socket.Poller} of {@link #backend()}
 * and keep no clock but {@link #nanoTime()}.
 */
public abstract class LoopWorld implements AutoCloseable {

    LoopWorld() {}

    /** Real sockets of the loopback interface and the system's clock. */
    public static LoopWorld loopback() throws IOException {
        return new LoopbackWorld();
    }

    /** A memory backend and its virtual clock. */
    public static LoopWorld inMemory() {
        return new MemoryWorld();
    }

    /** A backend for loops that take any: in memory its only one, otherwise the best there is. */
    public abstract Backend backend();

    /** The clock, in nanoseconds. */
    public abstract long nanoTime();

    /** The options that a multi must have to live in this world. */
    abstract MultiOptions.Builder options();

    /** A URL whose request is answered by a script. */
    abstract String url(LoopScript script);

    /** The same at a server that takes requests in small pieces, and only after a while. */
    abstract String slowUrl(LoopScript script);

    /** The same by a name that has to be looked up. */
    abstract String namedUrl(String name, LoopScript script);

    /** A URL at which connects are refused. */
    abstract String refusedUrl();

    /** Does the rounds of a test, and comes back in any case. */
    abstract void drive(LoopRun run) throws Exception;

    @Override
    public abstract void close() throws IOException;
}
