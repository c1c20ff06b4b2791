package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.http.Account;
import io.github.socketaction.internal.http.Forwarding;
import io.github.socketaction.internal.http.Login;
import io.github.socketaction.internal.http.LoginTalk;
import io.github.socketaction.internal.http.PreparedRequest;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer says about who we are, request after request, until its response is there. Only a transfer that may be asked
 * has one.
 */
final class Authentication {

    private static final int FIRST_NON_SUCCESS = 300;

    private final RequestPlan plan;
    private final Login login;
    private final LoginTalk talk;
    private boolean isAccepted;

    /** Whether the next request asks without its body, for nothing but a challenge, or the one under way does. */
    private boolean asksFirst;

    private Authentication(RequestPlan plan, Login login, boolean asksFirst) {
        this.plan = plan;
        this.login = login;
        this.asksFirst = asksFirst;
        talk = new LoginTalk(login);
    }

    /**
     * The authentication of a transfer, or null if nobody on its way is answered. A body can be given only once, and what was
     * learnt before may be too old: with Digest alone a request with a body first asks without it, as curl does.
     */
    static @Nullable Authentication of(RequestPlan plan, SpareLogins logins) {
        Account account = plan.account();
        if (account == null) {
            return null;
        }
        RequestBody body = plan.request().prepared().body();
        boolean asksFirst = body != null && body.length() != 0 && account.auth() == Auth.DIGEST;
        return new Authentication(plan, asksFirst ? logins.fresh(account) : logins.take(account), asksFirst);
    }

    Account account() {
        return login.account();
    }

    /** What was learnt of the peer, for another transfer, or null if it was nothing of use. */
    @Nullable Login learnt() {
        return isAccepted ? login : null;
    }

    /** The next request. */
    Http1Request nextRequest() {
        PreparedRequest prepared = plan.request().prepared();
        Forwarding forwarding = plan.route().forwarding();
        if (forwarding == null) {
            throw new IllegalStateException("nobody forwards the request of " + plan.route());
        }
        talk.begin(prepared.head());
        String authorization = login.authorization(prepared.method(), prepared.target(true));
        if (authorization != null) {
            asksFirst = false;
            return Http1Request.of(prepared, forwarding.withAuthorization(authorization));
        }
        RequestBody body = prepared.body();
        return body != null && asksFirst
                ? Http1Request.of(prepared.withBody(new RequestBody(body.callback(), 0)), forwarding)
                : plan.request();
    }

    /** Takes a line of a head. */
    void headerLine(ByteBuffer line) {
        talk.headerLine(line);
    }

    /** Takes the end of a head. */
    void head(ResponseHead head) {
        talk.head(head);
        if (talk.verdict() == LoginTalk.Verdict.FINAL) {
            isAccepted = head.status() != account().role().status();
            if (asksFirst && head.status() < FIRST_NON_SUCCESS) {
                asksFirst = false;
                talk.repeatAfter(head);
            }
        }
    }

    /** Whether the request is to be sent again, so that the body of this response is for nobody. */
    boolean isRepeating() {
        return talk.isRepeating();
    }

    /** Whether that can only be on another connection. */
    boolean isStartingOver() {
        return talk.verdict() == LoginTalk.Verdict.START_OVER;
    }

    /** Takes a piece of such a body. */
    Flow drain(ByteBuffer piece) {
        talk.drain(piece.remaining());
        piece.position(piece.limit());
        return isStartingOver() ? Flow.ABORT : Flow.CONTINUE;
    }

    /** Why the request cannot be sent again, once its body was begun. */
    TransferFailure cannotRepeat() {
        return new TransferFailure(
                ResultCode.SEND_FAIL_REWIND,
                account().role() + " wants to know who asks, but the request body was begun and cannot be given again"
                        + "; with " + Auth.DIGEST + " alone it is asked first, without the body");
    }
}
