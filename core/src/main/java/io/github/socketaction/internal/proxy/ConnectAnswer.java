package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.http.Login;
import io.github.socketaction.internal.http.LoginTalk;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.transfer.Flow;
import java.nio.ByteBuffer;

/** Takes a proxy's answer to CONNECT, and judges it. */
final class ConnectAnswer implements ResponseSink {

    /** What an answer means. */
    enum Verdict {
        /** There is none yet. */
        NONE,
        /** The tunnel is there. */
        TUNNEL,
        /** Who we are is to be said better, on the same connection once its body is read. */
        ASK_AGAIN,
        /** The same, on another connection. */
        START_OVER,
        /** No. */
        REFUSED
    }

    private final LoginTalk talk;
    private final TunnelListener listener;
    private Verdict verdict = Verdict.NONE;
    private int status;

    ConnectAnswer(Login login, TunnelListener listener) {
        this.listener = listener;
        talk = new LoginTalk(login);
    }

    /** Forgets the answer before. */
    void begin() {
        talk.begin(false);
        verdict = Verdict.NONE;
        status = 0;
    }

    Verdict verdict() {
        return verdict;
    }

    /** The status code of the last head, or 0. */
    int status() {
        return status;
    }

    /** What to do about a refusal. */
    String reason() {
        String reason = talk.reason();
        return reason == null ? "the proxy does not lead there" : reason;
    }

    @Override
    public void started() {
        // Nothing is measured here.
    }

    @Override
    public Flow headerLine(ByteBuffer line) {
        talk.headerLine(line);
        Flow flow = listener.headerLine(line);
        return verdict == Verdict.START_OVER || verdict == Verdict.REFUSED ? Flow.ABORT : flow;
    }

    @Override
    public void head(ResponseHead head) {
        status = head.status();
        listener.answered(status);
        talk.head(head);
        verdict = status / 100 == 2 ? Verdict.TUNNEL : verdictOfTalk();
    }

    /** The body of a refusal is for people, who will not see it. */
    @Override
    public Flow body(ByteBuffer piece) {
        talk.drain(piece.remaining());
        piece.position(piece.limit());
        verdict = verdictOfTalk();
        return verdict == Verdict.START_OVER ? Flow.ABORT : Flow.CONTINUE;
    }

    private Verdict verdictOfTalk() {
        return switch (talk.verdict()) {
            case NONE -> Verdict.NONE;
            case FINAL -> Verdict.REFUSED;
            case ASK_AGAIN -> Verdict.ASK_AGAIN;
            case START_OVER -> Verdict.START_OVER;
        };
    }
}
