package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/**
 * Where the data of one URL is asked to go.
 *
 * @param kind which sort of place
 * @param file the file's name for {@link Kind#FILE}, otherwise null
 */
record Destination(Kind kind, @Nullable String file) {

    /** Stdout because nothing was said. */
    static final Destination DEFAULT = new Destination(Kind.STDOUT, null);

    /** Stdout because it was asked for. */
    static final Destination DASH = new Destination(Kind.STDOUT, "-");

    static final Destination REMOTE_NAME = new Destination(Kind.REMOTE_NAME, null);

    enum Kind {
        STDOUT,
        FILE,
        /** A file named as in the URL. */
        REMOTE_NAME
    }

    static Destination of(String name) {
        return name.equals("-") ? DASH : new Destination(Kind.FILE, name);
    }
}
