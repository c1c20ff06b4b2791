package io.github.socketaction.internal.http;

import io.github.socketaction.transfer.ProxyOptions.Auth;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to one proxy or server, and how that may be said; what is learnt of the one is never used for another.
 *
 * @param role whether it is a proxy or a server
 * @param place which one
 * @param user who we are, or null for nobody in particular
 * @param password the proof, or null without a user
 * @param auth the allowed ways to say it
 */
public record Account(
        AuthRole role,
        String place,
        @Nullable String user,
        @Nullable String password,
        Auth auth) {

    /** Without the user and the password, so that it may be logged. */
    @Override
    public String toString() {
        return "account at " + place;
    }
}
