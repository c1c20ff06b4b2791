package io.github.socketaction.posix;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Puts into words why a native backend cannot be used. Needs no jnr, whose absence is one of the reasons. */
public final class NativeProbe {

    private NativeProbe() {}

    /**
     * Runs a probe and puts what it throws into words.
     *
     * @param backend the name of the backend
     * @param probe tries the backend out, and answers null or what is wrong with it
     * @return why the backend cannot be used, or null when it can
     */
    public static @Nullable String reason(String backend, Callable<@Nullable String> probe) {
        try {
            return probe.call();
        } catch (LinkageError e) {
            return inWords(backend, e);
        } catch (IllegalCallerException e) {
            return denied(e.toString());
        } catch (Exception e) {
            return "it does not work here: " + e;
        }
    }

    private static String inWords(String backend, Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ClassNotFoundException) {
            return "class " + cause.getMessage()
                    + " is missing: put jnr-ffi, jnr-constants and what they need on the class path";
        }
        // jnr puts the stack trace of what stopped it into the message.
        String text = cause.toString();
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return text.contains(IllegalCallerException.class.getName())
                ? denied(line)
                : "jnr cannot load its native part or the functions of " + backend + ": " + line;
    }

    private static String denied(String what) {
        return "Java denies native access (allow it with --enable-native-access=ALL-UNNAMED): " + what;
    }
}
