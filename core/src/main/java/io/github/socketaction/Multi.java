package io.github.socketaction;

import io.github.socketaction.MultiException.Code;
import io.github.socketaction.internal.conn.PoolLimits;
import io.github.socketaction.internal.engine.Engine;
import io.github.socketaction.internal.engine.EngineSettings;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.SocketInterest;
import io.github.socketaction.socket.TimerCallback;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs any number of transfers on the thread of the caller, inside an event loop that is the caller's own; libcurl's
 * {@code CURLM} with its multi-socket interface, as {@code curl_multi_socket_action(3)} describes it.
 *
 * <p>The multi says through the {@link SocketCallback} which sockets to wait for, and through the {@link TimerCallback}
 * how long at most. The application says through {@link #socketAction} that a socket is ready, and through {@link
 * #timeoutAction} that the time is up. Nothing ever happens outside these calls, and none of them waits: not for the
 * network, not for a name, not for another thread.
 *
 * <p>A multi belongs to the thread that makes the first call after its construction; a call from any other thread throws
 * {@link Code#WRONG_THREAD} and changes nothing. Inside a callback {@link #add}, {@link #remove}, {@link #assign}, {@link
 * #infoRead} and the getters work; the actions and {@link #close} throw {@link Code#RECURSIVE_API_CALL}. After {@code
 * close} every call throws {@link Code#BAD_HANDLE}.
 */
public final class Multi implements AutoCloseable {

    private final CallGuard guard = new CallGuard();
    private final Engine engine;
    private final LoopObserver observer;

    /** A multi with everything at its default. */
    public Multi(Backend backend, SocketCallback socketCallback, TimerCallback timerCallback) {
        this(backend, socketCallback, timerCallback, MultiOptions.DEFAULT);
    }

    /**
     * A multi. Opens nothing and calls nobody back yet.
     *
     * @param backend brings the sockets
     * @param socketCallback hears which sockets to wait for
     * @param timerCallback hears how long to wait at most
     * @param options what holds for all transfers
     */
    public Multi(Backend backend, SocketCallback socketCallback, TimerCallback timerCallback, MultiOptions options) {
        observer = options.observer();
        engine = new Engine(
                settings(backend, options),
                observer.around(socketCallback),
                observer.around(timerCallback),
                this::callOfTransfer);
    }

    /**
     * Adds a transfer; libcurl's {@code curl_multi_add_handle}. It is started by the next action, which the timer
     * callback is asked for; nothing of it runs here.
     *
     * @return the new transfer, which stays until it is removed
     * @throws MultiException {@link Code#ABORTED_BY_CALLBACK} when the timer callback fails in here, or when transfers
     *     of an aborted multi are still to be removed
     */
    public Transfer add(TransferOptions options) {
        guard.enterNested("add");
        try {
            guard.requireNotClosing("add");
            if (engine.isAborted()) {
                throw new MultiException(
                        Code.ABORTED_BY_CALLBACK,
                        "cannot add a transfer: a callback aborted this multi; remove its " + engine.added()
                                + " transfers first");
            }
            Transfer transfer = engine.add(options);
            settle("add");
            return transfer;
        } finally {
            guard.exit();
        }
    }

    /**
     * Removes a transfer in whatever state it is; libcurl's {@code curl_multi_remove_handle}. A running one is given up:
     * it completes no more, its message is withdrawn, and none of its callbacks is called again. Removing it again does
     * nothing.
     *
     * @throws MultiException {@link Code#BAD_EASY_HANDLE} when it belongs to another multi
     */
    public void remove(Transfer transfer) {
        guard.enterNested("remove");
        try {
            if (!engine.owns(transfer)) {
                throw new MultiException(
                        Code.BAD_EASY_HANDLE, "cannot remove transfer " + transfer.id() + ": it is another multi's");
            }
            engine.remove(transfer);
            settle("remove");
        } finally {
            guard.exit();
        }
    }

    /**
     * Says that something happened on a socket; libcurl's {@code curl_multi_socket_action}. Moves on whatever can move
     * on, then announces what changed. A socket that was removed, or is another multi's, is ignored.
     *
     * @param socket the socket
     * @param events bits of {@link io.github.socketaction.socket.SocketEvents}, as a hint; 0 will do
     * @return how many transfers are running
     * @throws MultiException {@link Code#ABORTED_BY_CALLBACK} when the socket or timer callback fails
     */
    public int socketAction(SocketHandle socket, int events) {
        observer.onAction(socket, events);
        guard.enter("socketAction");
        try {
            engine.socketReady(socket);
            return act("socketAction");
        } finally {
            guard.exit();
        }
    }

    /**
     * Says that the time of the timer callback is up; libcurl's {@code curl_multi_socket_action} with {@code
     * CURL_SOCKET_TIMEOUT}. Calling it early or without need does no harm.
     *
     * @return how many transfers are running
     * @throws MultiException {@link Code#ABORTED_BY_CALLBACK} when the socket or timer callback fails
     */
    public int timeoutAction() {
        observer.onAction(null, 0);
        guard.enter("timeoutAction");
        try {
            engine.timerFired();
            return act("timeoutAction");
        } finally {
            guard.exit();
        }
    }

    /**
     * Moves everything on as if every socket were ready and the time were up; libcurl's {@code curl_multi_socket_all}.
     *
     * @return how many transfers are running
     * @throws MultiException {@link Code#ABORTED_BY_CALLBACK} when the socket or timer callback fails
     */
    public int allAction() {
        observer.onAction(null, 0);
        guard.enter("allAction");
        try {
            engine.allReady();
            engine.timerFired();
            return act("allAction");
        } finally {
            guard.exit();
        }
    }

    /**
     * Keeps an object of the application with a socket, to be handed to the socket callback until {@code REMOVE};
     * libcurl's {@code curl_multi_assign}.
     *
     * @param socket an announced socket; inside the socket callback also the one being announced
     * @param assigned any object, or null
     * @throws MultiException {@link Code#BAD_SOCKET} when the socket is not announced
     */
    public void assign(SocketHandle socket, @Nullable Object assigned) {
        guard.enterNested("assign");
        try {
            if (!engine.assign(socket, assigned)) {
                throw new MultiException(
                        Code.BAD_SOCKET, "cannot assign to socket " + socket.id() + ": it is not announced");
            }
        } finally {
            guard.exit();
        }
    }

    /**
     * The next completed transfer that was not yet read, in the order of completion, or null; libcurl's {@code
     * curl_multi_info_read}. Each comes once. It stays added until it is removed.
     */
    public @Nullable Transfer infoRead() {
        guard.enterNested("infoRead");
        try {
            return engine.nextMessage();
        } finally {
            guard.exit();
        }
    }

    /**
     * How long the application may wait now at most; libcurl's {@code curl_multi_timeout}.
     *
     * @return milliseconds, rounded up; 0 for not at all; -1 for without limit
     */
    public long timeout() {
        guard.enterNested("timeout");
        try {
            return engine.timeoutMillis();
        } finally {
            guard.exit();
        }
    }

    /** How many transfers are added and not completed. */
    public int running() {
        guard.enterNested("running");
        try {
            return engine.running();
        } finally {
            guard.exit();
        }
    }

    /** All transfers that are added and not removed, in no particular order; a copy. */
    public List<Transfer> transfers() {
        guard.enterNested("transfers");
        try {
            return engine.transfers();
        } finally {
            guard.exit();
        }
    }

    /**
     * What is watched for what at this moment, for an application that waits in a way of its own; libcurl's {@code
     * curl_multi_fdset} and {@code curl_multi_waitfds}. A copy, in no particular order.
     */
    public List<SocketInterest> watched() {
        guard.enterNested("watched");
        try {
            return engine.watched();
        } finally {
            guard.exit();
        }
    }

    /**
     * Says that the machine's network has changed, so that connections made before it are not to be trusted: idle ones
     * are closed, those in use are closed after their transfer; libcurl's {@code CURLMOPT_NETWORK_CHANGED}.
     */
    public void networkChanged() {
        guard.enterNested("networkChanged");
        try {
            engine.networkChanged();
            settle("networkChanged");
        } finally {
            guard.exit();
        }
    }

    /** How many there are of everything now. */
    public Counts counts() {
        guard.enterNested("counts");
        try {
            return new Counts(
                    engine.added(),
                    engine.running(),
                    engine.waiting(),
                    engine.messages(),
                    engine.connections(),
                    engine.idleConnections(),
                    engine.lookupsUnderWay());
        } finally {
            guard.exit();
        }
    }

    /**
     * How often a transfer or a connection was moved on since this multi was made: a measure of its work that does not
     * depend on the machine, for comparing ways to use it.
     */
    public long taskRuns() {
        guard.enterNested("taskRuns");
        try {
            return engine.taskRuns();
        } finally {
            guard.exit();
        }
    }

    /**
     * Gives up every transfer without completing it, announces {@code REMOVE} for every socket, closes them all, and
     * waits for nothing; libcurl's {@code curl_multi_cleanup}. Closing again does nothing.
     *
     * @throws MultiException {@link Code#ABORTED_BY_CALLBACK} when a callback failed meanwhile; everything is freed
     *     nevertheless
     */
    @Override
    public void close() {
        if (guard.isClosed()) {
            return;
        }
        guard.enter("close");
        try {
            guard.closing();
            throwIfFailed("close", engine.close());
        } finally {
            guard.closed();
            guard.exit();
        }
    }

    /** Makes the checks of a call that is not allowed inside a callback, for a loop that is about to wait. */
    void requireOutsideCallbacks(String call) {
        guard.enter(call);
        guard.exit();
    }

    boolean isClosed() {
        return guard.isClosed();
    }

    private void callOfTransfer(String call, Runnable change) {
        guard.enterNested(call);
        try {
            change.run();
            settle(call);
        } finally {
            guard.exit();
        }
    }

    private static EngineSettings settings(Backend backend, MultiOptions options) {
        return new EngineSettings(
                backend,
                options.clock(),
                options.random(),
                options.resolver(),
                options.lookupThreads(),
                new PoolLimits(
                        options.maxTotalConnections(),
                        options.maxHostConnections(),
                        options.maxIdleConnections(),
                        options.maxIdleAge().toNanos(),
                        options.maxLifetime().toNanos()),
                options.watchIdle(),
                options.tlsExecutor(),
                options.listener(),
                options.messageListener());
    }

    private int act(String call) {
        throwIfFailed(call, engine.act());
        return engine.running();
    }

    /** Announces what a call changed; inside a callback the outer call does it. */
    private void settle(String call) {
        if (!guard.isNested()) {
            throwIfFailed(call, engine.settle());
        }
    }

    private static void throwIfFailed(String call, @Nullable Throwable failure) {
        if (failure != null) {
            throw new MultiException(
                    Code.ABORTED_BY_CALLBACK,
                    call + ": a socket or timer callback stopped the multi, all its transfers are aborted: " + failure,
                    failure);
        }
    }
}
