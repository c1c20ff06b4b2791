package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.http.AuthChallenge;
import io.github.socketaction.internal.http.Credentials;
import io.github.socketaction.internal.http.Digest;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says to one HTTP proxy who we are, and what to say when that was not enough. */
final class ProxyLogin {

    /** How many refusals are answered at most: a proxy could call every nonce stale. */
    private static final int MAX_ANSWERS = 3;

    private final Proxy proxy;
    private final Auth auth;
    private final Supplier<RandomGenerator> random;
    private @Nullable Digest digest;
    private boolean saysBasic;
    private int answers;

    ProxyLogin(Proxy proxy, Auth auth, Supplier<RandomGenerator> random) {
        this.proxy = proxy;
        this.auth = auth;
        this.random = random;
        saysBasic = auth == Auth.BASIC;
    }

    /** The value of {@code Proxy-Authorization} for the next request, or null for none. */
    @Nullable String authorization(String method, String uri) {
        String user = proxy.user();
        String password = proxy.password();
        if (user == null || password == null) {
            return null;
        }
        if (digest != null) {
            return digest.answer(user, password, method, uri);
        }
        return saysBasic ? Credentials.basic(user, password) : null;
    }

    /**
     * Takes a refusal (407).
     *
     * @return whether there is something else to say now
     */
    boolean answers(List<AuthChallenge> challenges) {
        if (proxy.user() == null || saysBasic || answers == MAX_ANSWERS) {
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
        saysBasic = auth == Auth.ANY && basicOffered && digest == null;
        return saysBasic;
    }

    /** Why there is nothing else to say to a refusal, for messages. */
    String reason(List<AuthChallenge> challenges) {
        if (proxy.user() == null) {
            return "the proxy wants a user and a password, but none are given";
        }
        if (saysBasic || digest != null) {
            return "the proxy did not accept the user and the password";
        }
        List<String> offered = challenges.stream().map(AuthChallenge::scheme).toList();
        return "the proxy offers none of the kinds of authentication that are allowed (" + auth + "), but " + offered;
    }

    /** The first challenge that can be answered counts, as RFC 7616 asks; a wrong password is not tried again. */
    private boolean answersDigest(AuthChallenge challenge) {
        if (!challenge.scheme().equals("digest") || (digest != null && !Digest.isStale(challenge))) {
            return false;
        }
        Digest answer = Digest.of(challenge, random.get());
        if (answer == null) {
            return false;
        }
        digest = answer;
        return true;
    }
}
