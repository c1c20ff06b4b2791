package io.github.socketaction.internal.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.internal.http.AuthChallenge;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.transfer.Flow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a proxy's answer to CONNECT, and judges it. */
final class ConnectAnswer implements ResponseSink {

    /** The longest body of a refusal that is read so that the connection can be used again, in bytes. */
    static final int MAX_DRAINED = 64 * 1024;

    private static final String CHALLENGE_FIELD = "proxy-authenticate:";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

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

    private final ProxyLogin login;
    private final List<String> challengeFields = new ArrayList<>(2);
    private Verdict verdict = Verdict.NONE;
    private @Nullable String reason;
    private boolean isInChallenge;
    private int status;
    private int drained;

    ConnectAnswer(ProxyLogin login) {
        this.login = login;
    }

    /** Forgets the answer before. */
    void begin() {
        challengeFields.clear();
        verdict = Verdict.NONE;
        reason = null;
        isInChallenge = false;
        status = 0;
        drained = 0;
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
        return reason == null ? "the proxy does not lead there" : reason;
    }

    @Override
    public void started() {
        // Nothing is measured here.
    }

    @Override
    public Flow headerLine(ByteBuffer line) {
        if (verdict == Verdict.NONE) {
            takeLine(ISO_8859_1.decode(line.duplicate()).toString().stripTrailing());
        }
        return verdict == Verdict.START_OVER || verdict == Verdict.REFUSED ? Flow.ABORT : Flow.CONTINUE;
    }

    @Override
    public void head(ResponseHead head) {
        status = head.status();
        if (!head.interim()) {
            verdict = judge(head);
        }
        challengeFields.clear();
        isInChallenge = false;
    }

    /** The body of a refusal is for people, who will not see it. */
    @Override
    public Flow body(ByteBuffer piece) {
        drained += piece.remaining();
        piece.position(piece.limit());
        if (drained > MAX_DRAINED) {
            verdict = Verdict.START_OVER;
            return Flow.ABORT;
        }
        return Flow.CONTINUE;
    }

    private Verdict judge(ResponseHead head) {
        if (status / 100 == 2) {
            return Verdict.TUNNEL;
        }
        if (status != PROXY_AUTHENTICATION_REQUIRED) {
            return Verdict.REFUSED;
        }
        List<AuthChallenge> challenges = new ArrayList<>();
        challengeFields.forEach(field -> challenges.addAll(AuthChallenge.parse(field)));
        if (!login.answers(challenges)) {
            reason = login.reason(challenges);
            return Verdict.REFUSED;
        }
        boolean isShort = head.chunked() || (head.contentLength() >= 0 && head.contentLength() <= MAX_DRAINED);
        return head.persistent() && isShort ? Verdict.ASK_AGAIN : Verdict.START_OVER;
    }

    private void takeLine(String line) {
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (isInChallenge) {
                int last = challengeFields.size() - 1;
                challengeFields.set(last, challengeFields.get(last) + line);
            }
            return;
        }
        isInChallenge = line.regionMatches(true, 0, CHALLENGE_FIELD, 0, CHALLENGE_FIELD.length());
        if (isInChallenge) {
            challengeFields.add(line.substring(CHALLENGE_FIELD.length()));
        }
    }
}
