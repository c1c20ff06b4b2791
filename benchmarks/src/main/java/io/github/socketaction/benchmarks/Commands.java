package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs other programs to their end. */
final class Commands {

    private Commands() {}

    /**
     * Runs a command and gives what it wrote to stdout and stderr.
     *
     * @throws IOException when it cannot be started or fails, with its output
     */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " failed with code " + code + ": " + output.strip());
        }
        return output;
    }

    /** Where a program is, or null; also looks where only root usually looks. */
    static @Nullable String find(String program) {
        String path = System.getenv("PATH") == null ? "" : System.getenv("PATH");
        for (String place : (path + ":/usr/sbin:/usr/local/sbin").split(":", -1)) {
            Path candidate = Path.of(place, program);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return null;
    }

    /** Where a program is. */
    static String require(String program) throws IOException {
        String found = find(program);
        if (found == null) {
            throw new IOException("the program " + program + " is not on the PATH");
        }
        return found;
    }
}
