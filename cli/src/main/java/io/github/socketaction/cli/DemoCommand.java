package io.github.socketaction.cli;

import io.github.socketaction.MultiException;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;

/** {@code sact demo}: many transfers from a server in the same process, every byte verified, and what they cost. */
final class DemoCommand {

    private static final int USAGE = ResultCode.FAILED_INIT.number();
    private static final int FAILED = 1;

    private static final String HELP = """
            Usage: sact demo [options...]

            Starts an HTTP server on 127.0.0.1 inside this process, and transfers from it
            through the event-driven interface on one thread. Every byte is compared with
            what it has to be. Ends with a table of what it took, and with exit code 0 only
            if nothing was lost or wrong.

             --transfers <number>   How many transfers (default 1000)
             --parallel <number>    How many at a time (default 1000); each takes two
                                    descriptors, so mind "ulimit -n"
             --backend <name>       Wait for sockets with this backend (default the best)
             -h, --help             Show this help
            """;

    private DemoCommand() {}

    /** Runs the demo; the first argument is {@code demo}. Answers with the exit code. */
    static int run(String[] args, Terminal terminal) {
        try {
            DemoOptions options = DemoOptions.parse(args);
            return options.help() ? Main.print(HELP, terminal) : run(options, terminal);
        } catch (UsageException e) {
            terminal.say("sact: " + e.getMessage());
            terminal.say("sact: try 'sact demo --help' for more information");
            return USAGE;
        } catch (IOException | MultiException e) {
            terminal.say("sact: the demo failed: " + e.getMessage());
            return FAILED;
        }
    }

    private static int run(DemoOptions options, Terminal terminal) throws IOException {
        Backend backend = Main.backend(options.backend());
        DemoResult result;
        IOException serverFailure;
        try (DemoServer server = new DemoServer()) {
            result = new DemoRun(server.base(), backend, options, terminal).run();
            serverFailure = server.failure();
        }
        int printed = Main.print(DemoReport.of(result), terminal);
        for (String problem : result.problems()) {
            terminal.say("sact: " + problem);
        }
        if (serverFailure != null) {
            terminal.say("sact: the demo's own server failed: " + serverFailure.getMessage()
                    + "; if files are what it ran out of, give a smaller --parallel");
        }
        return result.isGood() ? printed : FAILED;
    }
}
