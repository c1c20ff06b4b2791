package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.conn.Connection;
import io.github.socketaction.internal.conn.ConnectionPool;
import io.github.socketaction.internal.http.Randomness;
import io.github.socketaction.internal.names.Lookups;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.route.Route;
import io.github.socketaction.internal.route.RouteConnectors;
import io.github.socketaction.internal.sched.MonotonicClock;
import io.github.socketaction.internal.sched.RunQueue;
import io.github.socketaction.internal.sched.TimerQueue;
import io.github.socketaction.internal.tls.TlsContexts;
import io.github.socketaction.internal.watch.Mailbox;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.internal.watch.TimerAnnouncer;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.SocketInterest;
import io.github.socketaction.socket.TimerCallback;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferListener;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a multi is made of. One action is: mark what is ready, expire deadlines, run what can run, announce the sockets
 * that changed, announce the timer.
 */
public final class Engine {

    private static final System.Logger LOG = System.getLogger(Engine.class.getPackageName());

    /** How many tasks one action runs at most; the rest is for the next one, which the timer asks for at once. */
    private static final int TASKS_AN_ACTION = 1024;

    private final EngineSettings settings;
    private final ApiCalls calls;
    private final MonotonicClock clock;
    private final RunQueue runQueue = new RunQueue();
    private final RunQueue nextTime = new RunQueue();
    private final TimerQueue timers = new TimerQueue();
    private final BufferPool buffers = new BufferPool();
    private final Delivery delivery = new Delivery();
    private final BodySupply bodySupply = new BodySupply();
    private final SpareExchanges exchanges = new SpareExchanges(buffers);
    private final SpareLogins logins;
    private final TransferList transfers = new TransferList();
    private final MessageQueue messages = new MessageQueue();
    private final SocketTable sockets;
    private final TimerAnnouncer timer;
    private final ConnectionPool pool;
    private final RouteConnectors connectors;
    private final Mailbox mailbox;
    private final TlsContexts tls;
    private final Lookups lookups;
    private long lastId;
    private int running;
    private boolean hasNewMessages;
    private boolean isAborted;

    public Engine(EngineSettings settings, SocketCallback socketCallback, TimerCallback timerCallback, ApiCalls calls) {
        this.settings = settings;
        this.calls = calls;
        clock = new MonotonicClock(settings.clock());
        sockets = new SocketTable(socketCallback);
        timer = new TimerAnnouncer(timerCallback);
        pool = new ConnectionPool(settings.limits(), settings.watchIdle(), runQueue, timers, buffers);
        mailbox = new Mailbox(settings.backend(), sockets);
        tls = new TlsContexts(settings.tlsExecutor(), mailbox);
        Randomness random = new Randomness(settings.random());
        logins = new SpareLogins(random);
        connectors = new RouteConnectors(settings.backend(), sockets, buffers, tls, random);
        lookups = new Lookups(mailbox, settings.resolver(), settings.lookupThreads());
    }

    /** Adds a transfer and queues it. */
    public Transfer add(TransferOptions options) {
        TransferTask transfer = new TransferTask(this, ++lastId, options, clock.now());
        transfers.add(transfer);
        running++;
        TimeLimits.armTotal(transfer);
        transfer.wake();
        return transfer;
    }

    public boolean owns(Transfer transfer) {
        return transfer instanceof TransferTask task && task.engine() == this;
    }

    /** Removes a transfer that this engine owns. */
    public void remove(Transfer transfer) {
        TransferTask task = (TransferTask) transfer;
        if (task.isRemoved()) {
            return;
        }
        transfers.remove(task);
        messages.withdraw(task);
        if (!task.isDone()) {
            running--;
            task.dispose();
        }
        if (transfers.size() == 0) {
            isAborted = false;
        }
    }

    /** Marks who is concerned by an event on a socket. */
    public void socketReady(SocketHandle socket) {
        sockets.ready(socket);
    }

    /** Marks everybody who has a socket. */
    public void allReady() {
        sockets.allReady();
    }

    /** The application's timer has fired. */
    public void timerFired() {
        timer.fired();
    }

    /**
     * Runs what can run and announces what changed.
     *
     * @return what a socket or timer callback threw, after which everything is aborted; or null
     */
    public @Nullable Throwable act() {
        long now = clock.now();
        mailbox.takeUnsignalled();
        timers.expire(now, runQueue);
        runQueue.drain(now, TASKS_AN_ACTION);
        runQueue.append(nextTime);
        return settle(now);
    }

    /**
     * Announces what changed.
     *
     * @return what a socket or timer callback threw, after which everything is aborted; or null
     */
    public @Nullable Throwable settle() {
        return settle(clock.now());
    }

    /**
     * Gives everything up and frees it.
     *
     * @return what a socket or timer callback threw meanwhile, or null
     */
    public @Nullable Throwable close() {
        for (TransferTask transfer : transfers.snapshot()) {
            remove(transfer);
        }
        pool.closeUnused();
        Throwable failure = announceAllSockets(null);
        lookups.close();
        mailbox.close();
        try {
            timer.announce(TimerQueue.NEVER, clock.now());
        } catch (RuntimeException | Error e) {
            failure = failure == null ? e : failure;
        }
        return failure;
    }

    public int added() {
        return transfers.size();
    }

    public int running() {
        return running;
    }

    public int waiting() {
        return pool.waiting();
    }

    public int messages() {
        return messages.size();
    }

    public int connections() {
        return pool.open();
    }

    public int idleConnections() {
        return pool.idle();
    }

    /** What is under way on other threads: name look-ups, and computations of TLS. */
    public int lookupsUnderWay() {
        return lookups.underWay() + tls.computing();
    }

    /** How often a task was run so far. */
    public long taskRuns() {
        return runQueue.runs();
    }

    /** Whether a callback aborted everything and transfers are still to be removed. */
    public boolean isAborted() {
        return isAborted;
    }

    public List<Transfer> transfers() {
        return transfers.copy();
    }

    public @Nullable Transfer nextMessage() {
        return messages.poll();
    }

    public boolean assign(SocketHandle socket, @Nullable Object assigned) {
        return sockets.assign(socket, assigned);
    }

    /** The sockets that the application watches now, and for what. */
    public List<SocketInterest> watched() {
        return sockets.watched();
    }

    /** Connections made so far serve nobody after the transfers that they serve now, and names are looked up anew. */
    public void networkChanged() {
        pool.retireAll();
        lookups.forget();
    }

    /** Milliseconds until something is to be done, rounded up, or -1. */
    public long timeoutMillis() {
        long now = clock.now();
        long nearest = nearestDeadline(now);
        return nearest == TimerQueue.NEVER ? -1 : TimerAnnouncer.millisUntil(nearest, now);
    }

    /** A transfer has its result. Its message is queued before the listeners hear of it, so that they may remove it. */
    void completed(TransferTask transfer) {
        running--;
        messages.add(transfer);
        hasNewMessages = true;
        tell(transfer.options().listener(), transfer);
        if (!transfer.isRemoved()) {
            tell(settings.listener(), transfer);
        }
    }

    /** Queues a transfer that spent its budget, behind everything that this action still runs. */
    void runNextTime(TransferTask transfer) {
        nextTime.add(transfer);
    }

    /** Who makes the connection that a transfer waits for. */
    Connector connector(TransferTask transfer, Route route, Connection connection, List<List<InetAddress>> addresses) {
        return connectors.connector(route, connection, addresses, new TunnelReport(transfer));
    }

    ApiCalls calls() {
        return calls;
    }

    /** The time, for what is done outside of an action. */
    long now() {
        return clock.now();
    }

    RunQueue runQueue() {
        return runQueue;
    }

    TimerQueue timers() {
        return timers;
    }

    SpareExchanges exchanges() {
        return exchanges;
    }

    SpareLogins logins() {
        return logins;
    }

    ConnectionPool pool() {
        return pool;
    }

    Lookups lookups() {
        return lookups;
    }

    Delivery delivery() {
        return delivery;
    }

    BodySupply bodySupply() {
        return bodySupply;
    }

    private long nearestDeadline(long now) {
        return runQueue.isEmpty() ? timers.nearest() : now;
    }

    private @Nullable Throwable settle(long now) {
        tellOfMessages();
        try {
            do {
                sockets.announce();
                timer.announce(nearestDeadline(now), now);
            } while (sockets.hasChanges() || timer.hasChange(nearestDeadline(now)));
            return null;
        } catch (RuntimeException | Error e) {
            abort(e, now);
            return e;
        }
    }

    /** Completes every transfer and closes every connection, because the application can no longer be relied upon. */
    private void abort(Throwable cause, long now) {
        isAborted = transfers.size() > 0;
        timer.fired();
        TransferResult outcome = Results.aborted(cause);
        for (TransferTask transfer : transfers.snapshot()) {
            transfer.complete(outcome, now);
        }
        pool.closeUnused();
        announceAllSockets(cause);
        tellOfMessages();
    }

    private void tellOfMessages() {
        Runnable listener = settings.messageListener();
        boolean isNews = hasNewMessages && messages.size() > 0;
        hasNewMessages = false;
        if (listener != null && isNews) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "the listener for messages threw; the messages stay", e);
            }
        }
    }

    /** Announces until nothing is left, however often the callback throws: each socket is announced once at most. */
    private @Nullable Throwable announceAllSockets(@Nullable Throwable first) {
        Throwable failure = first;
        while (sockets.hasChanges()) {
            try {
                sockets.announce();
            } catch (RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
        }
        return failure;
    }

    private static void tell(@Nullable TransferListener listener, TransferTask transfer) {
        if (listener == null) {
            return;
        }
        try {
            listener.onDone(transfer);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "the listener of " + transfer + " threw; its result stays", e);
        }
    }
}
