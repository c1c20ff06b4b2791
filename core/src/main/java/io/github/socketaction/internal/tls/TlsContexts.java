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

    private final Map<Key, Known> contexts = new LinkedHashMap<>(16, 0.75f, true);
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
     * The context for options; files that they name are read when it is first asked for, and again when they have changed.
     * Sessions are of one context, so what was proved by other files counts no more.
     *
     * @param zone of the peer's address, or the empty text: the same address in another zone is another peer, for which
     *     Java's sessions, kept by host and port, have no room
     * @throws TransferFailure when the options cannot be met
     */
    TlsContext context(TlsOptions options, TlsRole role, String zone) {
        Key key = new Key(options, role, zone);
        Known known = contexts.get(key);
        FileStamps now = FileStamps.of(options);
        if (known != null && known.files.equals(now)) {
            return known.context;
        }
        TlsContext made = new TlsContext(options);
        contexts.put(key, new Known(made, now));
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

    private record Key(TlsOptions options, TlsRole role, String zone) {}

    /** A context, and what its files were like before they were read. */
    private record Known(TlsContext context, FileStamps files) {}
}
