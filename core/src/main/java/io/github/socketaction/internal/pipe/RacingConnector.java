package io.github.socketaction.internal.pipe;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.sched.TimerQueue;
import io.github.socketaction.internal.watch.SocketTable;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address that answers (RFC 8305): attempts start one after the other, each a delay after the one
 * before or as soon as one has failed, and go on side by side until one is connected.
 */
public final class RacingConnector implements Connector {

    /** Attempts under way; beyond, the oldest one is given up, so that the good one may be the last of many addresses. */
    static final int MAX_ATTEMPTS = 6;

    /** Attempts that one step starts when they fail at once; their sockets are closed only after the action. */
    private static final int STARTS_A_STEP = MAX_ATTEMPTS;

    private final Backend backend;
    private final SocketTable sockets;
    private final LinkHost host;
    private final DialTarget target;
    private final SocketOptions options;
    private final long delayNanos;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private int next;
    private long nextAt = TimerQueue.NEVER;
    private @Nullable DialFailures failures;

    /**
     * A connector.
     *
     * @param options what holds for every socket
     * @param delayNanos how long an attempt is alone before the next address is tried besides; at least 0
     */
    public RacingConnector(
            Backend backend,
            SocketTable sockets,
            LinkHost host,
            DialTarget target,
            SocketOptions options,
            long delayNanos) {
        this.backend = backend;
        this.sockets = sockets;
        this.host = host;
        this.target = target;
        this.options = options;
        this.delayNanos = delayNanos;
    }

    @Override
    public @Nullable Link step(long now) {
        int underWay = attempts.size();
        Link winner = firstConnected();
        if (winner == null && (attempts.size() < underWay || underWay == 0 || now >= nextAt)) {
            winner = startNext(now);
        }
        if (winner != null) {
            cancel();
        } else if (attempts.isEmpty() && next == target.size()) {
            throw noWayLeft();
        }
        return winner;
    }

    @Override
    public void cancel() {
        for (Attempt attempt : attempts) {
            attempt.link.release();
        }
        attempts.clear();
        startNextAt(TimerQueue.NEVER);
    }

    @Override
    public String attempt() {
        return "connecting to " + target.text(attempts.isEmpty() ? null : addressesUnderWay());
    }

    @Override
    public Milestone milestone() {
        return Milestone.CONNECTED;
    }

    /** The attempt that won, which is no attempt any more; the failed ones are given up. */
    private @Nullable Link firstConnected() {
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            int result = attempt.link.finishConnect();
            if (result != Transport.WOULD_BLOCK) {
                attempts.remove(i--);
                if (result == Transport.CONNECTED) {
                    return attempt.link;
                }
                giveUp(attempt, attempt.link.failureOrUnknown());
            }
        }
        return null;
    }

    /** Tries addresses until one attempt is under way or connected, or none is left. */
    private @Nullable Link startNext(long now) {
        for (int started = 0; next < target.size(); started++) {
            if (started == STARTS_A_STEP) {
                startNextAt(now);
                return null;
            }
            Attempt attempt = open(target.address(next++));
            if (attempt == null) {
                continue;
            }
            int result = attempt.link.connect(attempt.address, options);
            if (result == Transport.CONNECTED) {
                return attempt.link;
            }
            if (result == Transport.WOULD_BLOCK) {
                goOn(attempt, now);
                return null;
            }
            giveUp(attempt, attempt.link.failureOrUnknown());
        }
        startNextAt(TimerQueue.NEVER);
        return null;
    }

    private @Nullable Attempt open(SocketAddress address) {
        try {
            return new Attempt(new TcpLink(backend.openTransport(), sockets, host), address);
        } catch (IOException e) {
            failures().add(address, "cannot open a socket (perhaps the limit of open files is reached): ", e);
            return null;
        }
    }

    private void goOn(Attempt attempt, long now) {
        attempts.add(attempt);
        if (attempts.size() > MAX_ATTEMPTS) {
            giveUp(attempts.remove(0), new SocketTimeoutException("no answer"));
        }
        startNextAt(next < target.size() ? later(now) : TimerQueue.NEVER);
    }

    private void giveUp(Attempt attempt, IOException reason) {
        failures().add(attempt.address, "", reason);
        attempt.link.release();
    }

    private DialFailures failures() {
        DialFailures kept = failures;
        if (kept == null) {
            kept = new DialFailures();
            failures = kept;
        }
        return kept;
    }

    private void startNextAt(long at) {
        // A time that was asked for before may have come meanwhile, so that asking for it again is not in vain.
        if (at != TimerQueue.NEVER || nextAt != TimerQueue.NEVER) {
            nextAt = at;
            host.wakeAt(at);
        }
    }

    private long later(long now) {
        return delayNanos < TimerQueue.NEVER - now ? now + delayNanos : TimerQueue.NEVER;
    }

    private String addressesUnderWay() {
        StringBuilder text = new StringBuilder();
        for (Attempt attempt : attempts) {
            text.append(text.isEmpty() ? "" : ", ").append(Addresses.host(attempt.address));
        }
        return text.toString();
    }

    private TransferFailure noWayLeft() {
        boolean areSeveral = target.size() > 1;
        String tried = areSeveral ? target.size() + " addresses tried" : Addresses.host(target.address(0));
        boolean isOurEnd = failures().reason() instanceof BindException && options.asksForLocalEnd();
        return new TransferFailure(
                isOurEnd ? ResultCode.INTERFACE_FAILED : ResultCode.COULDNT_CONNECT,
                "Failed to connect to " + target.text(tried) + ": " + failures().text(areSeveral),
                failures().reason());
    }

    private record Attempt(TcpLink link, SocketAddress address) {}
}
