package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader of the figures must know of the machine and the versions. */
final class Surroundings {

    private static final double BUSY = 0.5;

    private Surroundings() {}

    /** A few lines for the beginning of a report. */
    static List<String> describe(RunOptions options, Cores cores) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("Linux " + System.getProperty("os.version") + ", "
                + first(text("/proc/cpuinfo"), "model name\\s*: (.*)", "unknown processor"));
        lines.add("Java " + Runtime.version() + ", "
                + version(List.of("nginx", "-v"), "nginx/([\\d.]+)", "nginx ")
                + version(List.of("curl-config", "--version"), "libcurl ([\\d.]+)", ", libcurl ")
                + version(List.of("wrk", "-v"), "wrk \\S*?([\\d.]+)", ", wrk "));
        lines.add(
                cores.client() < 0
                        ? "ONE PROCESSOR: client and server disturb each other, ratios are of little worth"
                        : "clients on processor " + cores.client() + ", nginx on processor " + cores.server() + ", "
                                + options.rounds() + " rounds"
                                + (options.quick() ? ", QUICK: warmed less, so rough" : ""));
        double load = Double.parseDouble(text("/proc/loadavg").split(" ", -1)[0]);
        if (load > BUSY) {
            lines.add(
                    String.format(Locale.ROOT, "others are busy on this machine (load %.1f): figures are rough", load));
        }
        return lines;
    }

    private static String version(List<String> command, String pattern, String name) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(); // wrk ends with 1 when asked for its version
            return name + first(output, pattern, "?");
        } catch (IOException notThere) {
            return "";
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "0 ";
        }
    }

    private static String first(String text, String pattern, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
