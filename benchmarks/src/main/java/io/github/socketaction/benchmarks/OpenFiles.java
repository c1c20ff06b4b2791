package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files and sockets this process and its children may have open. */
final class OpenFiles {

    /** For everything that is not one of the counted connections. */
    private static final int OTHERS = 500;

    private static final int MANY = 100_000;
    private static final Pattern LINE = Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)");

    private OpenFiles() {}

    /** The limit in force, or 100,000 when it is higher: more is never needed here. */
    static int limit() throws IOException {
        return limit(Files.readString(Path.of("/proc/self/limits")));
    }

    static int limit(String limits) throws IOException {
        Matcher matcher = LINE.matcher(limits);
        if (!matcher.find()) {
            throw new IOException("no line 'Max open files' in /proc/self/limits");
        }
        return matcher.group(1).equals("unlimited") ? MANY : (int) Math.min(MANY, Long.parseLong(matcher.group(1)));
    }

    /** How many a workload needs in each process that takes part. */
    static int needed(Workload workload) {
        return workload.connections() + workload.idle() + OTHERS;
    }
}
