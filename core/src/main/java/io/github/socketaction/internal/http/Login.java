package io.github.socketaction.internal.http;

import io.github.socketaction.transfer.ProxyOptions.Auth;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says to one proxy or server who we are, and what to say when that was not enough. */
public final class Login {

    /** How many refusals are answered at most: a peer could call every nonce stale. */
    public static final int MAX_ANSWERS = 3;

    private final Account account;
    private final Supplier<RandomGenerator> random;
    private @Nullable Digest digest;
    private boolean saysBasic;
    private int answers;

    /** Whether the digest was learnt for an earlier request, so that its nonce may be too old without anybody saying so. */
    private boolean isFromBefore;

    /**
     * A login that knows nothing of its peer yet.
     *
     * @param random for what must not be guessed; asked only when needed
     */
    public Login(Account account, Supplier<RandomGenerator> random) {
        this.account = account;
        this.random = random;
        saysBasic = account.auth() == Auth.BASIC;
    }

    /** Begins with another request; what was learnt of the peer stays. */
    public void renew() {
        answers = 0;
        isFromBefore = true;
    }

    /** Whose login it is. */
    public Account account() {
        return account;
    }

    /**
     * The value of {@code Authorization} or {@code Proxy-Authorization} for the next request, or null for none.
     *
     * @param uri what stands in the request line between the method and the version
     */
    public @Nullable String authorization(String method, String uri) {
        String user = account.user();
        String password = account.password();
        if (user == null || password == null) {
            return null;
        }
        if (digest != null) {
            return digest.answer(user, password, method, uri);
        }
        return saysBasic ? Credentials.basic(user, password) : null;
    }

    /**
     * Takes a refusal.
     *
     * @return whether there is something else to say now
     */
    public boolean answers(List<AuthChallenge> challenges) {
        if (account.user() == null || saysBasic || answers == MAX_ANSWERS) {
            return false;
        }
        answers++;
        boolean basicOffered = false;
        for (AuthChallenge challenge : challenges) {
            if (challenge.scheme().equals("basic")) {
                basicOffered = true;
            } else if (answersDigest(challenge)) {
                return true;
            }
        }
        saysBasic = account.auth() == Auth.ANY && basicOffered && digest == null;
        return saysBasic;
    }

    /** Why there is nothing else to say to a refusal, for messages. */
    public String reason(List<AuthChallenge> challenges) {
        if (account.user() == null) {
            return account.role() + " wants a user and a password, but none are given";
        }
        if (saysBasic || digest != null) {
            return account.role() + " did not accept the user and the password";
        }
        List<String> offered = challenges.stream().map(AuthChallenge::scheme).toList();
        return account.role() + " offers none of the kinds of authentication that are allowed (" + account.auth()
                + "), but " + offered;
    }

    /** The first challenge that can be answered counts, as RFC 7616 asks; a wrong password is not tried again. */
    private boolean answersDigest(AuthChallenge challenge) {
        boolean isRefused = digest != null && !isFromBefore && !Digest.isStale(challenge);
        if (isRefused || !challenge.scheme().equals("digest")) {
            return false;
        }
        Digest answer = Digest.of(challenge, random.get());
        if (answer == null) {
            return false;
        }
        digest = answer;
        isFromBefore = false;
        return true;
    }
}
