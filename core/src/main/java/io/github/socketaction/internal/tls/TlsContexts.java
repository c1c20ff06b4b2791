package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.Mailbox;
import io.github.socketaction.transfer.TlsOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs of an engine: the contexts, kept by the options that they were made with, the buffers, and who does the
 * long computations.
 */
public final class TlsContexts {

    /** The most contexts that are kept; the one unused for longest is forgotten first, and with it its sessions. */
    static final int MAX_CONTEXTS = 64;

    private final Map<Key, TlsContext> contexts = new LinkedHashMap<>(16, 0.75f, true);
    private final TlsBuffers buffers = new TlsBuffers();
    private final TlsTasks tasks;

    /**
     * Without a context yet.
     *
     * @param executor who does the long computations of handshakes, or null for the engine's thread
     * @param mailbox how their end comes back from the executor
     */
    public TlsContexts(@Nullable Executor executor, Mailbox mailbox) {
        tasks = new TlsTasks(executor, mailbox);
    }

    /** How many buffers are lent at this moment. */
    public int buffersLent() {
        return buffers.lent();
    }

    /** Computations on the executor that somebody waits for. */
    public int computing() {
        return tasks.underWay();
    }

    /**
     * The context for options; files that they name are read when it is first asked for.
     *
     * @throws TransferFailure when the options cannot be met
     */
    TlsContext context(TlsOptions options, TlsRole role) {
        Key key = new Key(options, role);
        TlsContext known = contexts.get(key);
        if (known != null) {
            return known;
        }
        TlsContext made = new TlsContext(options);
        contexts.put(key, made);
        if (contexts.size() > MAX_CONTEXTS) {
            contexts.remove(contexts.keySet().iterator().next());
        }
        return made;
    }

    TlsBuffers buffers() {
        return buffers;
    }

    TlsTasks tasks() {
        return tasks;
    }

    private record Key(TlsOptions options, TlsRole role) {}
}
