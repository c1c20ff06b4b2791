package io.github.socketaction.transfer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an option means for the reuse of connections. Every option of {@link TransferOptions} and of its groups carries
 * one; the key under which connections are kept is made of those that say {@link Effect#MUST_MATCH}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReuseRule {

    /** What a difference in the option does. */
    enum Effect {
        /** A connection made with another value does not serve the transfer. */
        MUST_MATCH,
        /** A connection serves the transfer whatever this was when it was made. */
        IRRELEVANT,
        /** The option is a group; each of its components has a rule of its own. */
        BY_COMPONENT
    }

    /** What a difference does. */
    Effect value();

    /** The reason, in a few words. */
    String why();
}
