package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.conn.Connection;
import io.github.socketaction.internal.conn.ConnectionUser;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.internal.route.RouteLookup;
import io.github.socketaction.internal.sched.Deadline;
import io.github.socketaction.internal.sched.Task;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferInfo;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import org.jspecify.annotations.Nullable;

/** One transfer on its way through its {@linkplain State states}. */
final class TransferTask extends Task implements Transfer, ConnectionUser {

    private final Engine engine;
    private final long id;
    private final TransferOptions options;
    private final TransferRecord figures;
    private State state = State.INIT;
    private @Nullable RequestPlan plan;
    private @Nullable Connection connection;
    private @Nullable RunningExchange exchange;
    private @Nullable Authentication authentication;
    private boolean isRunning;
    private boolean isConnectLimited;
    private boolean wasRetried;
    private @Nullable TransferResult result;
    private @Nullable Object attachment;

    /** Set by the application, by a call or by a callback's answer. */
    private boolean isSendingPaused;

    private boolean isReceivingPaused;

    /** The place in the {@link TransferList}, or -1 when it was removed. */
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
        if (isRemoved()) {
            dispose();
        }
    }

    /** Ends the transfer with a result, unless it is over. */
    void complete(TransferResult outcome, long now) {
        if (state == State.COMPLETED || isRemoved()) {
            return;
        }
        result = outcome;
        figures.markTotal(now);
        become(State.COMPLETED);
        letGo(outcome.isOk(), now);
        engine.completed(this);
    }

    /** Lets go of everything after removal, but not while the transfer is running: then at the end of its run. */
    void dispose() {
        if (!isRunning && state != State.COMPLETED) {
            become(State.COMPLETED);
            letGo(false, engine.now());
        }
    }

    /** Whether the application gave it up: no callback any more, no message. */
    boolean isRemoved() {
        return listIndex < 0;
    }

    Engine engine() {
        return engine;
    }

    State state() {
        return state;
    }

    @Nullable Authentication authentication() {
        return authentication;
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
        RequestPlan made = options.derived(RequestPlan.class, RequestPlan::of);
        plan = made;
        figures.markProxied(made.route().hasProxy());
        authentication = Authentication.of(made, engine.logins());
        return State.WAITING;
    }

    private State awaitConnection(long now) {
        Connection given = engine.pool().acquire(plan().route(), this, wasRetried, now);
        if (given == null || given.linkOrNull() == null) {
            limitConnecting();
        }
        if (given == null) {
            return State.WAITING;
        }
        connection = given;
        figures.markQueued(now, given.identity());
        if (given.linkOrNull() != null) {
            Delivery.trace(this, "Re-using an idle connection to ", plan().origin());
            return beginExchange(now);
        }
        return State.RESOLVING;
    }

    /** Set only once nothing is at hand: a transfer on an idle connection needs no such limit. */
    private void limitConnecting() {
        if (!isConnectLimited) {
            isConnectLimited = true;
            TimeLimits.armConnect(this, figures.addedAt());
        }
    }

    private State awaitAddresses(long now) {
        RouteLookup asked = connection().lookUp(engine.lookups(), now);
        if (!asked.isDone()) {
            return State.RESOLVING;
        }
        Connector connector = engine.connector(this, plan().route(), connection(), asked.addresses());
        figures.markNameLookup(now);
        connection().connectWith(connector);
        return State.CONNECTING;
    }

    private State connect(long now) {
        if (!ConnectTrace.step(this, connection(), now)) {
            return State.CONNECTING;
        }
        Delivery.trace(this, "Connected to ", plan().origin());
        return beginExchange(now);
    }

    private State beginExchange(long now) {
        engine.timers().clear(this, Deadline.CONNECT);
        figures.markPreTransfer(now);
        RunningExchange begun = engine.exchanges().take();
        Authentication says = authentication;
        begun.begin(this, connection(), says == null ? plan().request() : says.nextRequest());
        exchange = begun;
        return State.PERFORMING;
    }

    private State perform(long now) {
        if (required(exchange, "exchange").run(now)) {
            if (authentication != null && authentication.isRepeating() && !isRemoved()) {
                startOver(now);
                return State.WAITING;
            }
            complete(TransferResult.OK, now);
        }
        return state;
    }

    private void failed(TransferFailure failure, long now) {
        if (isWorthRetrying(failure)) {
            Delivery.trace(this, "The idle connection had ended, trying again on a fresh one for ", plan().origin());
            wasRetried = true;
            become(State.WAITING);
            startOver(now);
            wake();
        } else {
            complete(Results.of(failure), now);
        }
    }

    /** Gives the connection up for another one. */
    private void startOver(long now) {
        giveBackConnection(false, now);
        isConnectLimited = true;
        TimeLimits.armConnect(this, now);
    }

    /**
     * A server may close an idle connection just when a request is on its way. As long as no byte of an answer came, and
     * asking twice does no harm (RFC 9110, section 9.2.2), the request is sent once more, on a connection of its own.
     */
    private boolean isWorthRetrying(TransferFailure failure) {
        return state == State.PERFORMING
                && !isRemoved()
                && !wasRetried
                && exchange != null
                && exchange.mayHaveMissedServer(failure)
                && plan().request().prepared().idempotent();
    }

    private void letGo(boolean isResponseWhole, long now) {
        engine.timers().clearAll(this);
        if (connection == null && plan != null) {
            engine.pool().leaveLine(this, plan.origin());
        }
        engine.logins().give(authentication);
        giveBackConnection(isResponseWhole, now);
    }

    private void giveBackConnection(boolean isResponseWhole, long now) {
        if (exchange != null) {
            exchange.end(isResponseWhole, now);
            engine.exchanges().give(exchange);
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

    private RequestPlan plan() {
        return required(plan, "plan");
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
    public void reached(Milestone milestone, long now) {
        figures.mark(milestone, now);
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
