package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;

/**
 * How the name of a host becomes the addresses that are connected to.
 *
 * @param family which addresses count
 */
public record NameOptions(
        @ReuseRule(value = Effect.MUST_MATCH, why = "a connection of the other family is not what was asked for")
        Family family) {

    /** Which addresses count. */
    public enum Family {
        /** Both IPv6 and IPv4. */
        ANY,
        /** IPv4 only; curl's {@code -4}. */
        IPV4,
        /** IPv6 only; curl's {@code -6}. */
        IPV6
    }

    /** The resolver's answer as it is. */
    public static final NameOptions DEFAULT = new NameOptions(Family.ANY);
}
