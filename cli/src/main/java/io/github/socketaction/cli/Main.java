package io.github.socketaction.cli;

import io.github.socketaction.MultiException;
import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.BackendProvider;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command {@code sact}. */
public final class Main {

    private static final int USAGE = ResultCode.FAILED_INIT.number();

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        if (terminal.errIsTerminal()) {
            Runtime.getRuntime().addShutdownHook(new Thread(terminal::interrupt));
        }
        System.exit(run(args, System.getenv(), terminal));
    }

    /**
     * Runs the command and answers with its exit code, which is curl's.
     *
     * @param environment the variables that count
     */
    static int run(String[] args, Map<String, String> environment, Terminal terminal) {
        if (args.length > 0 && args[0].equals("demo")) {
            return DemoCommand.run(args, terminal);
        }
        try {
            CommandLine line = OptionParser.parse(args);
            Option immediate = line.immediate();
            if (immediate != null) {
                return print(immediate == Option.HELP ? help(line) : Version.text(), terminal);
            }
            return transfer(line, environment, terminal);
        } catch (UsageException e) {
            terminal.say("sact: " + e.getMessage());
            terminal.say("sact: try 'sact --help' for more information");
            return USAGE;
        } catch (ValueException e) {
            terminal.say("sact: (" + e.code().number() + ") " + e.getMessage());
            return e.code().number();
        }
    }

    private static String help(CommandLine line) {
        return HelpText.text(HelpTopic.named(line.text(Option.HELP)));
    }

    private static int transfer(CommandLine line, Map<String, String> environment, Terminal terminal) {
        if (line.urls().isEmpty()) {
            throw new UsageException("no URL specified");
        }
        TransferRunner runner = new TransferRunner(line, environment, terminal);
        noteGlobs(line, terminal);
        try {
            return runner.run(backend(backendName(line)));
        } catch (MultiException e) {
            terminal.say("sact: (" + USAGE + ") " + e.getMessage());
            return USAGE;
        }
    }

    /** The one that is asked for; for an abstract Unix-domain address epoll where it is there, which java.nio cannot reach. */
    private static @Nullable String backendName(CommandLine line) {
        String name = line.text(Option.BACKEND);
        boolean isAbstract = line.last(Option.UNIX_SOCKET, Option.ABSTRACT_UNIX_SOCKET) == Option.ABSTRACT_UNIX_SOCKET;
        return name == null && isAbstract && isAvailable("epoll") ? "epoll" : name;
    }

    private static boolean isAvailable(String backend) {
        for (BackendProvider provider : Backends.all()) {
            if (provider.name().equals(backend)) {
                return provider.unavailableReason() == null;
            }
        }
        return false;
    }

    /**
     * The backend of a name, or of the system property, or else java.nio: a command is over before a native one has paid
     * for the time that it takes to load.
     *
     * @throws UsageException when there is none
     */
    static Backend backend(@Nullable String name) {
        String wanted = name == null ? System.getProperty(Backends.PROPERTY, "") : name;
        try {
            return wanted.isEmpty() ? new NioBackend() : Backends.named(wanted);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Prints text to stdout, and says so when that fails. */
    static int print(String text, Terminal terminal) {
        try {
            terminal.write(text);
            return ResultCode.OK.number();
        } catch (IOException e) {
            int code = ResultCode.WRITE_ERROR.number();
            terminal.say("sact: (" + code + ") Failure writing output to stdout: " + e.getMessage());
            return code;
        }
    }

    private static void noteGlobs(CommandLine line, Terminal terminal) {
        if (line.has(Option.SILENT) || line.has(Option.GLOBOFF)) {
            return;
        }
        for (String url : line.urls()) {
            // A bracket right after "//" or "@" is an IPv6 address.
            int bracket = url.indexOf('[', Math.max(url.indexOf('/', url.indexOf("//") + 2), 0));
            if (url.indexOf('{') >= 0 || bracket >= 0) {
                terminal.say("sact: note: URL globbing is not offered yet; this URL is sent as it is: " + url);
            }
        }
    }
}
