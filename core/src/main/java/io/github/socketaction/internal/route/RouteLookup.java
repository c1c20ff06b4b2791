package io.github.socketaction.internal.route;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.names.AddressLiterals;
import io.github.socketaction.internal.names.Lookup;
import io.github.socketaction.internal.names.Lookups;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.NameOptions.Family;
import io.github.socketaction.transfer.ResolveOverride;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The look-ups that a route needs before it can be made: one for each hop whose address has to be known here. */
public final class RouteLookup {

    /** RFC 1035, section 2.3.4. */
    private static final int MAX_NAME_BYTES = 255;

    /** Characters of a name that is too long that a message shows. */
    private static final int SHOWN = 32;

    private final List<Part> parts = new ArrayList<>(1);

    /**
     * Starts them; called once.
     *
     * @param wakeUser called when one of them has ended, but not for those that have when this returns
     * @throws TransferFailure when one cannot be started; the caller then {@linkplain #cancel cancels}
     */
    public void start(Route route, Lookups lookups, long now, Runnable wakeUser) {
        for (Hop hop : route.hopsToLookUp()) {
            parts.add(start(hop, route.names(), lookups, now, wakeUser));
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

    private static Part start(Hop hop, NameOptions names, Lookups lookups, long now, Runnable wakeUser) {
        String host = hop.host();
        ResolveOverride override = names.overrideFor(host, hop.port());
        boolean isFresh = override != null && override.addresses().isEmpty();
        try {
            List<InetAddress> known = override == null || isFresh ? AddressLiterals.find(host) : override.addresses();
            if (known != null) {
                return new Part(hop, ofFamily(names.family(), known), null);
            }
            if (host.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                throw new UnknownHostException("a name has at most " + MAX_NAME_BYTES + " bytes");
            }
            return new Part(hop, null, lookups.start(host, names, isFresh, now, wakeUser));
        } catch (UnknownHostException e) {
            throw unresolved(hop, e);
        }
    }

    private static List<InetAddress> ofFamily(Family family, List<InetAddress> known) throws UnknownHostException {
        List<InetAddress> counting = family.of(known);
        if (counting.isEmpty()) {
            throw new UnknownHostException("it has no address of the family " + family);
        }
        return counting;
    }

    private static TransferFailure unresolved(Hop hop, @Nullable Exception reason) {
        String host =
                hop.host().length() <= MAX_NAME_BYTES ? hop.host() : hop.host().substring(0, SHOWN) + "...";
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
