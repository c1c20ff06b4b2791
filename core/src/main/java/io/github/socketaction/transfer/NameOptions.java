package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the name of a host becomes the addresses that are connected to, and in which way they are tried.
 *
 * @param family which addresses count
 * @param resolve addresses given in place of look-ups; of several entries for one host and port the last counts
 * @param connectTo other places to connect to; the first that concerns a host and port counts
 * @param happyEyeballsDelay how long an address has for itself before the next one is tried besides (RFC 8305); libcurl's
 *     {@code CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS}
 * @param cacheLifetime how old a look-up's answer may be to serve this transfer too, counted from when it was asked for, and
 *     half of that for the answer that there is no such name; zero to look up anew, {@link #FOREVER}; libcurl's {@code
 *     CURLOPT_DNS_CACHE_TIMEOUT}
 */
public record NameOptions(
        @ReuseRule(value = Effect.MUST_MATCH, why = "a connection of the other family is not what was asked for")
        Family family,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a connection may lead to another machine of the same name")
        List<ResolveOverride> resolve,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a connection leads to where it was directed")
        List<ConnectTo> connectTo,

        @ReuseRule(value = Effect.IRRELEVANT, why = "once connected it is over")
        Duration happyEyeballsDelay,

        @ReuseRule(value = Effect.IRRELEVANT, why = "a connection shows that its address is good")
        Duration cacheLifetime) {

    /** Which addresses count. */
    public enum Family {
        /** Both IPv6 and IPv4. */
        ANY,
        /** IPv4 only; curl's {@code -4}. */
        IPV4,
        /** IPv6 only; curl's {@code -6}. */
        IPV6;

        /** Whether an address counts. */
        public boolean has(InetAddress address) {
            return this == ANY || (this == IPV6) == (address instanceof Inet6Address);
        }

        /** Those of some addresses that count, in their order; may be none. */
        public List<InetAddress> of(List<InetAddress> addresses) {
            return addresses.stream().allMatch(this::has)
                    ? addresses
                    : addresses.stream().filter(this::has).toList();
        }
    }

    /** Longer than any engine lives. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** The resolver's answers as they are, kept for a minute, and tried a fifth of a second apart; as libcurl does it. */
    public static final NameOptions DEFAULT =
            new NameOptions(Family.ANY, List.of(), List.of(), Duration.ofMillis(200), Duration.ofSeconds(60));

    /** Checks and copies. */
    public NameOptions {
        Objects.requireNonNull(family, "family");
        resolve = List.copyOf(resolve);
        connectTo = List.copyOf(connectTo);
        happyEyeballsDelay = checked("happyEyeballsDelay", happyEyeballsDelay);
        cacheLifetime = checked("cacheLifetime", cacheLifetime);
    }

    /** These options with another family. */
    public NameOptions withFamily(Family newFamily) {
        return new NameOptions(newFamily, resolve, connectTo, happyEyeballsDelay, cacheLifetime);
    }

    /** These options with one more override behind the others. */
    public NameOptions withResolve(ResolveOverride override) {
        return new NameOptions(family, and(resolve, override), connectTo, happyEyeballsDelay, cacheLifetime);
    }

    /** These options with one more direction behind the others. */
    public NameOptions withConnectTo(ConnectTo direction) {
        return new NameOptions(family, resolve, and(connectTo, direction), happyEyeballsDelay, cacheLifetime);
    }

    /** These options with another delay between attempts. */
    public NameOptions withHappyEyeballsDelay(Duration delay) {
        return new NameOptions(family, resolve, connectTo, delay, cacheLifetime);
    }

    /** These options with another age up to which kept answers serve. */
    public NameOptions withCacheLifetime(Duration lifetime) {
        return new NameOptions(family, resolve, connectTo, happyEyeballsDelay, lifetime);
    }

    /**
     * The last override for a host and port, or else the last for any host and that port.
     *
     * @return null when there is none; one without addresses asks for a fresh look-up
     */
    public @Nullable ResolveOverride overrideFor(String host, int port) {
        ResolveOverride general = null;
        ResolveOverride exact = null;
        for (ResolveOverride each : resolve) {
            if (each.port() != port) {
                continue;
            }
            if (each.host().equals(ResolveOverride.ANY_HOST)) {
                general = each.addresses().isEmpty() ? null : each;
            } else if (HostPort.isSameHost(each.host(), host)) {
                exact = each;
            }
        }
        return exact == null || (exact.addresses().isEmpty() && general != null) ? general : exact;
    }

    /** The host to connect to for a host and port of a URL. */
    public String hostToConnect(String host, int port) {
        ConnectTo direction = directionFor(host, port);
        return direction == null ? host : direction.host(host);
    }

    /** The port to connect to for a host and port of a URL. */
    public int portToConnect(String host, int port) {
        ConnectTo direction = directionFor(host, port);
        return direction == null ? port : direction.port(port);
    }

    private @Nullable ConnectTo directionFor(String host, int port) {
        for (ConnectTo each : connectTo) {
            if (each.concerns(host, port)) {
                return each;
            }
        }
        return null;
    }

    private static <T> List<T> and(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(Objects.requireNonNull(more));
        return all;
    }

    private static Duration checked(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + duration);
        }
        return duration.compareTo(FOREVER) > 0 ? FOREVER : duration;
    }
}
