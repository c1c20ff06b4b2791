package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.conn.Connection;
import io.github.socketaction.internal.conn.ConnectionUser;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.internal.names.Lookup;
import io.github.socketaction.internal.sched.Deadline;
import io.github.socketaction.internal.sched.Task;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferInfo;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transfer on its way through its {@linkplain State states}. */
final class TransferTask extends Task implements Transfer, ConnectionUser {

    private final Engine engine;
    private final long id;
    private final TransferOptions options;
    private final TransferRecord figures;
    private State state = State.INIT;
    private @Nullable Http1Request request;
    private @Nullable Connection connection;
    private @Nullable Lookup lookup;
    private @Nullable RunningExchange exchange;
    private boolean isRunning;
    private boolean isConnectLimited;
    private boolean wasRetried;
    private @Nullable TransferResult result;
    private @Nullable Object attachment;

    /** Set by the application, by a call or by a callback's answer. */
    private boolean isSendingPaused;

    private boolean isReceivingPaused;

    /** Given up by the application: no callback any more, no message. */
    boolean isRemoved;

    /** The place in the {@link TransferList}. */
    int listIndex;

    /** The neighbours in the {@link MessageQueue}. */
    @Nullable TransferTask messageBefore;

    @Nullable TransferTask messageAfter;

    boolean hasMessage;

    TransferTask(Engine engine, long id, TransferOptions options, long now) {
        this.engine = engine;
        this.id = id;
        this.options = options;
        this.figures = new TransferRecord(options.url(), now);
    }

    @Override
    protected void run(long now) {
        isRunning = true;
        try {
            TimeLimits.failIfReached(this, takeDue(), now);
            advance(now);
        } catch (TransferFailure failure) {
            failed(failure, now);
        } catch (RuntimeException | Error e) {
            complete(Results.ofDefect(e), now);
        } finally {
            isRunning = false;
        }
        if (isRemoved) {
            dispose();
        }
    }

    /** Ends the transfer with a result, unless it is over. */
    void complete(TransferResult outcome, long now) {
        if (state == State.COMPLETED || isRemoved) {
            return;
        }
        result = outcome;
        figures.markTotal(now);
        become(State.COMPLETED);
        letGo(outcome.isOk());
        engine.completed(this);
    }

    /** Lets go of everything after removal, but not while the transfer is running: then at the end of its run. */
    void dispose() {
        if (!isRunning && state != State.COMPLETED) {
            become(State.COMPLETED);
            letGo(false);
        }
    }

    Engine engine() {
        return engine;
    }

    State state() {
        return state;
    }

    TransferRecord figures() {
        return figures;
    }

    /** What is being attempted in the making of the connection, or null. */
    @Nullable String attempt() {
        return connection == null ? null : connection.attempt();
    }

    private void advance(long now) {
        State next = step(now);
        while (next != state) {
            become(next);
            next = step(now);
        }
    }

    private State step(long now) {
        return switch (state) {
            case INIT -> prepare();
            case WAITING -> awaitConnection(now);
            case RESOLVING -> awaitAddresses(now);
            case CONNECTING -> connect(now);
            case PERFORMING -> perform(now);
            case COMPLETED -> State.COMPLETED;
        };
    }

    private void become(State next) {
        if (!state.allows(next)) {
            throw new IllegalStateException("transfer " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
        if (next == State.COMPLETED) {
            retire();
        }
    }

    private State prepare() {
        request = options.derived(Http1Request.class, Http1Request::of);
        return State.WAITING;
    }

    private State awaitConnection(long now) {
        Connection given = engine.pool().acquire(request().origin(), this, wasRetried);
        if (given == null || given.linkOrNull() == null) {
            limitConnecting();
        }
        if (given == null) {
            return State.WAITING;
        }
        connection = given;
        figures.markQueued(now);
        if (given.linkOrNull() != null) {
            Delivery.trace(this, "Re-using an idle connection to ", request().origin());
            return beginExchange(now);
        }
        List<InetAddress> known = engine.addressesOf(request().origin());
        return known == null ? State.RESOLVING : beginConnecting(known, now);
    }

    /** Set only once nothing is at hand: a transfer on an idle connection needs no such limit. */
    private void limitConnecting() {
        if (!isConnectLimited) {
            isConnectLimited = true;
            TimeLimits.armConnect(this, figures.addedAt());
        }
    }

    private State awaitAddresses(long now) {
        Lookup asked = lookup;
        if (asked == null) {
            asked = engine.lookups().start(request().origin().host(), this::wake);
            lookup = asked;
        }
        if (!asked.isDone()) {
            return State.RESOLVING;
        }
        List<InetAddress> found = asked.addresses();
        if (found == null) {
            throw Results.unresolved(request().origin().host(), asked.failure());
        }
        return beginConnecting(found, now);
    }

    private State beginConnecting(List<InetAddress> addresses, long now) {
        figures.markNameLookup(now);
        connection().connectWith(engine.connector(request().origin(), connection(), addresses));
        return State.CONNECTING;
    }

    private State connect(long now) {
        boolean isTraced = options.traceCallback() != null;
        String before = isTraced ? attempt() : null;
        boolean isConnected = connection().step();
        String after = isTraced ? attempt() : null;
        if (after != null && !after.equals(before)) {
            Delivery.trace(this, after, "");
        }
        if (!isConnected) {
            return State.CONNECTING;
        }
        figures.markConnected(now);
        Delivery.trace(this, "Connected to ", request().origin());
        return beginExchange(now);
    }

    private State beginExchange(long now) {
        engine.timers().clear(this, Deadline.CONNECT);
        figures.markPreTransfer(now, connection().link());
        exchange = new RunningExchange(this, connection(), request());
        return State.PERFORMING;
    }

    private State perform(long now) {
        if (required(exchange, "exchange").run(now)) {
            complete(TransferResult.OK, now);
        }
        return state;
    }

    private void failed(TransferFailure failure, long now) {
        if (isWorthRetrying(failure)) {
            Delivery.trace(
                    this,
                    "The idle connection had ended, trying again on a fresh one for ",
                    request().origin());
            wasRetried = true;
            become(State.WAITING);
            giveBackConnection(false);
            isConnectLimited = true;
            TimeLimits.armConnect(this, now);
            wake();
        } else {
            complete(Results.of(failure), now);
        }
    }

    /**
     * A server may close an idle connection just when a request is on its way. As long as no byte of an answer came, and
     * asking twice does no harm (RFC 9110, section 9.2.2), the request is sent once more, on a connection of its own.
     */
    private boolean isWorthRetrying(TransferFailure failure) {
        return state == State.PERFORMING
                && !isRemoved
                && !wasRetried
                && exchange != null
                && exchange.mayHaveMissedServer()
                && request().prepared().idempotent()
                && switch (failure.code()) {
                    case SEND_ERROR, RECV_ERROR, GOT_NOTHING -> true;
                    default -> false;
                };
    }

    private void letGo(boolean isResponseWhole) {
        engine.timers().clearAll(this);
        if (lookup != null) {
            lookup.cancel();
            lookup = null;
        }
        if (connection == null && request != null) {
            engine.pool().leaveLine(this, request.origin());
        }
        giveBackConnection(isResponseWhole);
    }

    private void giveBackConnection(boolean isResponseWhole) {
        if (exchange != null) {
            exchange.end(isResponseWhole);
        } else if (connection != null) {
            connection.close();
        }
        exchange = null;
        connection = null;
    }

    /** Notes that a direction is paused. */
    void markPaused(Direction direction) {
        setPaused(direction, true);
    }

    private void setPaused(Direction direction, boolean paused) {
        switch (direction) {
            case SENDING -> isSendingPaused = paused;
            case RECEIVING -> isReceivingPaused = paused;
        }
    }

    private void changePaused(Direction direction, boolean paused) {
        if (isPaused(direction) == paused || state == State.COMPLETED) {
            return;
        }
        setPaused(direction, paused);
        if (!paused) {
            wake();
            if (exchange != null && direction == Direction.RECEIVING) {
                exchange.resume();
            }
        }
        if (exchange != null && !isRunning) {
            exchange.announceInterest();
        }
    }

    private Http1Request request() {
        return required(request, "request");
    }

    private Connection connection() {
        return required(connection, "connection");
    }

    private static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("a transfer is without its " + name);
        }
        return part;
    }

    boolean isRequestSent() {
        return exchange != null && exchange.isRequestSent();
    }

    @Override
    public void wake() {
        engine.runQueue().add(this);
    }

    @Override
    public Transfer transfer() {
        return this;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public TransferOptions options() {
        return options;
    }

    @Override
    public @Nullable TransferResult result() {
        return result;
    }

    @Override
    public TransferInfo info() {
        return figures;
    }

    @Override
    public void pause(Direction direction) {
        engine.calls().call("pause", () -> changePaused(direction, true));
    }

    @Override
    public void unpause(Direction direction) {
        engine.calls().call("unpause", () -> changePaused(direction, false));
    }

    @Override
    public boolean isPaused(Direction direction) {
        return direction == Direction.SENDING ? isSendingPaused : isReceivingPaused;
    }

    @Override
    public @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public void attach(@Nullable Object newAttachment) {
        attachment = newAttachment;
    }

    @Override
    public String toString() {
        return "transfer " + id + " (" + options + ") " + state;
    }
}
