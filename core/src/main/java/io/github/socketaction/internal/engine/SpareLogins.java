package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.http.Account;
import io.github.socketaction.internal.http.Login;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What earlier transfers have learnt of those who want to know who we are, for later ones with the same account. A login
 * serves one transfer at a time, so that whoever made its nonce sees the count rise by one from request to request.
 */
final class SpareLogins {

    /** How many accounts are remembered; the one used longest ago is forgotten first. */
    private static final int ACCOUNTS = 16;

    /** How many logins are kept for one account. Each holds up to 3 KB that its peer has chosen. */
    static final int KEPT = 256;

    private final Supplier<RandomGenerator> random;
    private final Map<Account, ArrayDeque<Login>> spare = new LinkedHashMap<>(ACCOUNTS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, ArrayDeque<Login>> eldest) {
            return size() > ACCOUNTS;
        }
    };

    SpareLogins(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    /** A login that knows nothing yet. */
    Login fresh(Account account) {
        return new Login(account, random);
    }

    /** The login that was used last, or a new one. */
    Login take(Account account) {
        ArrayDeque<Login> kept = spare.get(account);
        Login last = kept == null ? null : kept.pollLast();
        if (last == null) {
            return fresh(account);
        }
        last.renew();
        return last;
    }

    /** Takes back what a transfer has learnt, if it had to know anything. */
    void give(@Nullable Authentication authentication) {
        Login login = authentication == null ? null : authentication.learnt();
        if (login != null) {
            ArrayDeque<Login> kept = spare.computeIfAbsent(login.account(), account -> new ArrayDeque<>());
            if (kept.size() < KEPT) {
                kept.addLast(login);
            }
        }
    }
}
