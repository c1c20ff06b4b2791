package io.github.socketaction.kqueue;

import org.jspecify.annotations.Nullable;

/**
 * Which kqueue a process has: that of its system, or one in a library named by {@value #LIBRARY_PROPERTY}.
 *
 * @param layout how its records are laid out
 * @param library where its functions are, for jnr-ffi
 */
record KqueueSystem(KeventLayout layout, String library) {

    /** The system property with the path of libkqueue, for a system that has no kqueue of its own. */
    static final String LIBRARY_PROPERTY = "socketaction.kqueue.library";

    /**
     * The one of this process.
     *
     * @throws UnsupportedOperationException with the reason when there is none that is known
     */
    static KqueueSystem current() {
        return of(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("sun.arch.data.model"),
                System.getProperty(LIBRARY_PROPERTY));
    }

    /**
     * The one for values of {@code os.name}, {@code os.version}, {@code sun.arch.data.model} and of the property.
     *
     * @throws UnsupportedOperationException with the reason when there is none that is known
     */
    static KqueueSystem of(String system, String version, @Nullable String bits, @Nullable String library) {
        if (bits != null && !bits.equals("64")) {
            throw new UnsupportedOperationException(
                    "this is a " + bits + "-bit Java, and only the 64-bit layouts are known");
        }
        if (library != null && !library.isEmpty()) {
            return new KqueueSystem(KeventLayout.LIBKQUEUE, library);
        }
        KeventLayout layout = KeventLayout.of(system, version);
        if (layout == null) {
            throw new UnsupportedOperationException("this is " + system + " " + version
                    + ", and kqueue is known on macOS, FreeBSD 9, OpenBSD 5.5, DragonFly 4 and NetBSD 6 or newer;"
                    + " the path of libkqueue can be given with -D" + LIBRARY_PROPERTY);
        }
        return new KqueueSystem(layout, "c");
    }

    KqueueCalls load() {
        return NativeKqueueCalls.load(library, layout);
    }
}
