package io.github.socketaction.internal.pipe;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The failed attempts of one race, of which the most telling is kept: an answer tells more than a missing route. */
final class DialFailures {

    private @Nullable IOException reason;
    private @Nullable SocketAddress address;
    private String attempt = "";

    /**
     * Keeps a failure unless the one that is kept tells more; of two that tell as much, the later one.
     *
     * @param what what could not be done, with a colon behind it; empty for connecting
     */
    void add(SocketAddress of, String what, IOException failure) {
        if (reason == null || weight(failure) >= weight(reason)) {
            reason = failure;
            address = of;
            attempt = what;
        }
    }

    /** The most telling one, or null when nothing failed. */
    @Nullable IOException reason() {
        return reason;
    }

    /** Its text, with the address that it concerns where several were tried. */
    String text(boolean isOneOfSeveral) {
        IOException kept = reason;
        if (kept == null) {
            return "no address to try";
        }
        String text = attempt + (kept.getMessage() == null ? kept.toString() : kept.getMessage());
        return isOneOfSeveral && address != null ? text + " (" + Addresses.host(address) + ")" : text;
    }

    private static int weight(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof BindException) {
            return 0; // our own end: another address may need another one
        }
        if (failure instanceof NoRouteToHostException || text.contains("unreachable")) {
            return 1; // ours or a router's word, and usual for a whole family
        }
        return failure instanceof ConnectException ? 3 : 2;
    }
}
