package io.github.socketaction.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the responses to one request for the question who we are, and says whether the request is to be sent again with
 * another answer. What it is shown it does not change.
 */
public final class LoginTalk {

    /** The longest body of a refusal that is read so that the connection can be used again, in bytes. */
    public static final int MAX_DRAINED = 64 * 1024;

    /** What a response means. */
    public enum Verdict {
        /** There is no final head yet. */
        NONE,
        /** It is what the request brings. */
        FINAL,
        /** The request is to be sent again, on the same connection once the response is read. */
        ASK_AGAIN,
        /** The same, on another connection. */
        START_OVER
    }

    private final Login login;
    private final String challengeField;
    private final List<String> challenges = new ArrayList<>(2);
    private Verdict verdict = Verdict.NONE;
    private @Nullable String reason;
    private boolean isInChallenge;
    private boolean isBodiless;
    private int drained;

    /** A talk in which a login answers. */
    public LoginTalk(Login login) {
        this.login = login;
        challengeField = login.account().role().challengeField() + ":";
    }

    /**
     * Begins with a request; the response before is forgotten.
     *
     * @param isHead whether its response has no body whatever it says
     */
    public void begin(boolean isHead) {
        isBodiless = isHead;
        challenges.clear();
        verdict = Verdict.NONE;
        reason = null;
        isInChallenge = false;
        drained = 0;
    }

    /** What the response means, as far as it is there. */
    public Verdict verdict() {
        return verdict;
    }

    /** Whether the request is to be sent again, so that nothing else of this response counts. */
    public boolean isRepeating() {
        return verdict == Verdict.ASK_AGAIN || verdict == Verdict.START_OVER;
    }

    /** Why a refusal is final, for messages; null if there was none. */
    public @Nullable String reason() {
        return reason;
    }

    /** Takes a line of a head, also folded ones. */
    public void headerLine(ByteBuffer bytes) {
        if (verdict != Verdict.NONE) {
            return;
        }
        String line = ISO_8859_1.decode(bytes.duplicate()).toString().stripTrailing();
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (isInChallenge) {
                int last = challenges.size() - 1;
                challenges.set(last, challenges.get(last) + line);
            }
            return;
        }
        isInChallenge = line.regionMatches(true, 0, challengeField, 0, challengeField.length());
        if (isInChallenge) {
            challenges.add(line.substring(challengeField.length()));
        }
    }

    /** Takes the end of a head. */
    public void head(ResponseHead head) {
        if (!head.interim()) {
            verdict = Verdict.FINAL;
            if (head.status() == login.account().role().status()) {
                judge(head);
            }
        }
        challenges.clear();
        isInChallenge = false;
    }

    /** Says that the request is to be sent again whatever the response is. */
    public void repeatAfter(ResponseHead head) {
        boolean isShort = isBodiless
                || head.bodiless()
                || head.chunked()
                || (head.contentLength() >= 0 && head.contentLength() <= MAX_DRAINED);
        verdict = head.persistent() && isShort ? Verdict.ASK_AGAIN : Verdict.START_OVER;
    }

    /** Takes bytes of the body of a response that does not count; too many of them cost the connection. */
    public void drain(int count) {
        drained += count;
        if (drained > MAX_DRAINED) {
            verdict = Verdict.START_OVER;
        }
    }

    private void judge(ResponseHead head) {
        List<AuthChallenge> asked = new ArrayList<>();
        challenges.forEach(field -> asked.addAll(AuthChallenge.parse(field)));
        if (login.answers(asked)) {
            repeatAfter(head);
        } else {
            reason = login.reason(asked);
        }
    }
}
