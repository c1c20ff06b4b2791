package io.github.socketaction.internal.names;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers of a while ago. How old one may be is said by who asks; those that were not asked for longest are dropped. */
final class NameCache {

    /** Names that are kept. */
    static final int MAX_NAMES = 1_024;

    /** The longest time for which a name is believed not to be there. */
    private static final long MAX_NEGATIVE_NANOS = 30_000_000_000L;

    private final Map<String, Kept> names = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An answer that is young enough.
     *
     * @param lifetime the age at which an answer is too old; half of it, and half a minute at most, for a negative one
     */
    @Nullable NameAnswer find(String name, Duration lifetime, long now) {
        Kept kept = names.get(name);
        if (kept == null) {
            return null;
        }
        long nanos = lifetime.toNanos();
        long limit = kept.answer.isNegative() ? Math.min(nanos / 2, MAX_NEGATIVE_NANOS) : nanos;
        return now - kept.askedAt < limit ? kept.answer : null;
    }

    void put(String name, NameAnswer answer, long askedAt) {
        names.put(name, new Kept(answer, askedAt));
        if (names.size() > MAX_NAMES) {
            names.remove(names.keySet().iterator().next());
        }
    }

    void remove(String name) {
        names.remove(name);
    }

    void clear() {
        names.clear();
    }

    int size() {
        return names.size();
    }

    private record Kept(NameAnswer answer, long askedAt) {}
}
