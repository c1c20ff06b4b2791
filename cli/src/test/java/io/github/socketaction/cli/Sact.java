package io.github.socketaction.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What came of running the command inside the test.
 *
 * @param code the exit code
 * @param out all of stdout, a char for each byte
 * @param err all of stderr
 */
record Sact(int code, String out, String err) {

    /** Runs it as a shell script would: neither stream is a terminal. */
    static Sact run(String... args) {
        return run(false, false, args);
    }

    /** Runs it with variables; without this there are none, whatever the test's own process has. */
    static Sact withEnvironment(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(environment, Channels.newChannel(out), out, false, false, args);
    }

    static Sact run(boolean outIsTerminal, boolean errIsTerminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(Map.of(), Channels.newChannel(out), out, outIsTerminal, errIsTerminal, args);
    }

    /** Runs it with a stdout of the test's own. */
    static Sact writingTo(WritableByteChannel stdout, String... args) {
        return run(Map.of(), stdout, new ByteArrayOutputStream(), false, false, args);
    }

    private static Sact run(
            Map<String, String> environment,
            WritableByteChannel stdout,
            ByteArrayOutputStream out,
            boolean outIsTerminal,
            boolean errIsTerminal,
            String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = Main.run(args, environment, new Terminal(stdout, stderr, outIsTerminal, errIsTerminal));
        return new Sact(code, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }
}
