package io.github.socketaction.nio;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** The one call that waits; tests put a scripted one in its place. */
@FunctionalInterface
interface SelectCall {

    /** The limit that means none. */
    long FOREVER = -1;

    /** The selector's own. Ready keys go to the action and never stay selected, so none of them can hide a later event. */
    SelectCall JDK = (selector, action, millis) -> {
        if (millis == 0) {
            selector.selectNow(action);
        } else if (millis == FOREVER) {
            selector.select(action);
        } else {
            selector.select(action, millis);
        }
    };

    /**
     * Waits for keys.
     *
     * @param millis how long at most: 0 to only look, {@link #FOREVER} for no limit
     */
    void select(Selector selector, Consumer<SelectionKey> action, long millis) throws IOException;
}
