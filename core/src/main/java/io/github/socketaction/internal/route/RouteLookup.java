package io.github.socketaction.internal.route;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.names.AddressLiterals;
import io.github.socketaction.internal.names.Lookup;
import io.github.socketaction.internal.names.Lookups;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The look-ups that a route needs before it can be made: one for each hop whose address has to be known here. */
public final class RouteLookup {

    private final List<Part> parts = new ArrayList<>(1);

    /**
     * Starts them.
     *
     * @param wakeUser called when one of them has ended; they may all have ended when this returns
     * @throws TransferFailure when one cannot be started
     */
    public RouteLookup(Route route, Lookups lookups, Runnable wakeUser) {
        try {
            for (Hop hop : route.hopsToLookUp()) {
                parts.add(start(hop, lookups, wakeUser));
            }
        } catch (TransferFailure failure) {
            cancel();
            throw failure;
        }
    }

    /** Whether every answer is there. */
    public boolean isDone() {
        for (Part part : parts) {
            if (part.asked != null && !part.asked.isDone()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The addresses of each hop that was to be looked up, in the order of the route.
     *
     * @throws TransferFailure when a hop has none
     */
    public List<List<InetAddress>> addresses() {
        List<List<InetAddress>> found = new ArrayList<>(parts.size());
        for (Part part : parts) {
            List<InetAddress> ofHop = part.asked == null ? part.literal : part.asked.addresses();
            if (ofHop == null) {
                throw unresolved(part.hop, part.asked == null ? null : part.asked.failure());
            }
            found.add(ofHop);
        }
        return found;
    }

    /** Nobody waits any more. Harmless to repeat, and after the end. */
    public void cancel() {
        for (Part part : parts) {
            if (part.asked != null) {
                part.asked.cancel();
            }
        }
    }

    private static Part start(Hop hop, Lookups lookups, Runnable wakeUser) {
        try {
            List<InetAddress> literal = AddressLiterals.find(hop.host());
            return new Part(hop, literal, literal == null ? lookups.start(hop.host(), wakeUser) : null);
        } catch (UnknownHostException e) {
            throw unresolved(hop, e);
        }
    }

    private static TransferFailure unresolved(Hop hop, @Nullable Exception reason) {
        String host = hop.host();
        String why = reason == null
                        || reason.getMessage() == null
                        || reason.getMessage().equals(host)
                ? ""
                : " (" + reason.getMessage() + ")";
        String what = hop.unresolved() == ResultCode.COULDNT_RESOLVE_PROXY ? "proxy" : "host";
        return new TransferFailure(hop.unresolved(), "Could not resolve " + what + ": " + host + why, reason);
    }

    /** One hop: its addresses are known as they are written, or asked for. */
    private record Part(
            Hop hop,
            @Nullable List<InetAddress> literal,
            @Nullable Lookup asked) {}
}
