package io.github.socketaction.internal.http;

import java.security.SecureRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where the values come from that nobody may guess; the system's source is made when first needed: that reads a device. */
public final class Randomness implements Supplier<RandomGenerator> {

    private @Nullable RandomGenerator source;

    /** A randomness from a source, or from the system's if that is null. */
    public Randomness(@Nullable RandomGenerator source) {
        this.source = source;
    }

    @Override
    public RandomGenerator get() {
        RandomGenerator made = source;
        if (made == null) {
            made = new SecureRandom();
            source = made;
        }
        return made;
    }
}
