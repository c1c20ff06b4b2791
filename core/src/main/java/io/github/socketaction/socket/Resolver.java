package io.github.socketaction.socket;

import java.net.InetAddress;
import java.util.List;

/**
 * Looks up names. The engine asks it only for names, never for address literals.
 *
 * <p>An implementation may take its time on threads of its own; the engine never waits for it.
 */
@FunctionalInterface
public interface Resolver {

    /** Takes the outcome of one look-up: exactly one of the two methods is called, once, from any thread. */
    interface Answer {
        /** The look-up gave addresses, best first; an empty list counts as a failure. */
        void addresses(List<InetAddress> addresses);

        /** The look-up failed; the exception's message is shown to the user. */
        void failed(Exception failure);
    }

    /**
     * Starts a look-up and returns at once. The answer may also come before this returns.
     *
     * @param host the name, without brackets or a zone
     * @param answer takes the outcome
     * @return a handle to say that nobody waits any more
     */
    Lookup resolve(String host, Answer answer);

    /** A look-up under way. */
    @FunctionalInterface
    interface Lookup {
        /** Says that the answer is not needed; it may still come. Never waits. */
        void cancel();
    }
}
