package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Login;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.RequestSource;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.internal.http1.Http1Exchange;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Asks for a tunnel over one link, again if the proxy wants to know who asks, and then gives the link on. */
final class ConnectConnector implements Connector {

    private static final int READS_A_STEP = 4;

    private static final RequestSource NO_BODY = target -> RequestSource.Supply.END;

    private final Link below;
    private final LinkHost host;
    private final Tunnel tunnel;
    private final Login login;
    private final TunnelListener listener;
    private final Http1Exchange exchange;
    private final ConnectAnswer answer;
    private SendProgress sending = SendProgress.BLOCKED;
    private int requests;
    private boolean startsOver;
    private boolean isOver;

    ConnectConnector(
            Link below, LinkHost host, Tunnel tunnel, Login login, BufferPool buffers, TunnelListener listener) {
        this.below = below;
        this.host = host;
        this.tunnel = tunnel;
        this.login = login;
        this.listener = listener;
        exchange = new Http1Exchange(buffers);
        answer = new ConnectAnswer(login, listener);
        ask();
    }

    @Override
    public @Nullable Link step(long now) {
        try {
            return exchange();
        } catch (TransferFailure failure) {
            if (mayHaveMissedProxy()) {
                return startOver();
            }
            throw explained(failure);
        }
    }

    @Override
    public boolean startsOver() {
        return startsOver;
    }

    @Override
    public void cancel() {
        if (!isOver) {
            isOver = true;
            exchange.close();
            below.release();
        }
    }

    @Override
    public String attempt() {
        return sending == SendProgress.SENT
                ? "waiting for the answer to CONNECT: " + tunnel
                : "sending CONNECT: " + tunnel;
    }

    @Override
    public Milestone milestone() {
        return Milestone.PROXIED;
    }

    private void ask() {
        exchange.close();
        answer.begin();
        sending = SendProgress.BLOCKED;
        requests++;
        exchange.begin(below, tunnel.request(login.authorization("CONNECT", tunnel.authority())));
    }

    private @Nullable Link exchange() {
        while (true) {
            Progress progress = mayReceive() ? exchange.receive(answer, READS_A_STEP) : Progress.BLOCKED;
            boolean isAnswered = progress == Progress.COMPLETE || progress == Progress.ABORTED;
            if (!isAnswered) {
                long before = exchange.sentBytes();
                sending = exchange.send(NO_BODY, 1);
                listener.sent(exchange.sentBytes() - before);
                int out = sending == SendProgress.SENT ? 0 : SocketEvents.OUT;
                int in = listener.isPaused() ? 0 : SocketEvents.IN;
                below.want(PollAction.ofInterest(out | in));
                if (progress == Progress.YIELDED) {
                    host.onReady();
                }
                return null;
            }
            switch (answer.verdict()) {
                case TUNNEL -> {
                    return finished();
                }
                case ASK_AGAIN -> {
                    if (!exchange.connectionReusable()) {
                        return startOver();
                    }
                    ask();
                }
                case START_OVER -> {
                    return startOver();
                }
                case REFUSED, NONE -> throw refused();
            }
        }
    }

    private boolean mayReceive() {
        return !listener.isPaused() && (below.mayRead() || exchange.hasBuffered());
    }

    private Link finished() {
        // What is there before we have said anything to the server cannot be the server's.
        if (!exchange.endedExactly() || !below.isSilent(ByteBuffer.allocate(1))) {
            throw new TransferFailure(
                    ResultCode.RECV_ERROR,
                    "the proxy sent bytes right behind its head, or closed the connection; a tunnel begins with silence");
        }
        isOver = true;
        exchange.close();
        return below;
    }

    /** This happens only after a refusal that has an answer, and {@link Login} bounds those. */
    private @Nullable Link startOver() {
        cancel();
        startsOver = true;
        return null;
    }

    /** A proxy may keep its connection open after a refusal only in words. */
    private boolean mayHaveMissedProxy() {
        return requests > 1 && !exchange.responseStarted();
    }

    private TransferFailure refused() {
        return new TransferFailure(
                ResultCode.RECV_ERROR, "CONNECT tunnel failed, response " + answer.status() + ": " + answer.reason());
    }

    /** Whatever goes wrong here is a failure to receive, as in curl, unless nothing could be sent, or a callback failed. */
    private TransferFailure explained(TransferFailure failure) {
        ResultCode code =
                switch (failure.code()) {
                    case SEND_ERROR, WRITE_ERROR, ABORTED_BY_CALLBACK -> failure.code();
                    default -> ResultCode.RECV_ERROR;
                };
        return new TransferFailure(code, failure.getMessage() + " (asking for " + tunnel + ")", failure.getCause());
    }
}
