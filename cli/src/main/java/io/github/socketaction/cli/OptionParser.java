package io.github.socketaction.cli;

import io.github.socketaction.cli.Option.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line by curl's rules: {@code --name value} (never {@code --name=value}), {@code --no-name} for flags,
 * letters that share a dash ({@code -sSo file}, {@code -ofile}), options and URLs in any order, {@code --} before URLs
 * that start with a dash.
 */
final class OptionParser {

    private final String[] args;
    private final CommandLine line = new CommandLine();
    private int next;

    private OptionParser(String[] args) {
        this.args = args;
    }

    /**
     * Reads the arguments, up to the first option that asks for something else than transfers.
     *
     * @throws UsageException when they cannot be understood
     * @throws ValueException when they ask for what cannot be done
     */
    static CommandLine parse(String[] args) {
        OptionParser parser = new OptionParser(args);
        parser.parse();
        return parser.line;
    }

    private void parse() {
        boolean optionsEnded = false;
        while (next < args.length && line.immediate() == null) {
            String arg = args[next++];
            if (optionsEnded || !arg.startsWith("-")) {
                line.addUrl(arg);
            } else if (arg.equals("--")) {
                optionsEnded = true;
            } else if (arg.startsWith("--")) {
                parseLong(arg);
            } else {
                parseLetters(arg);
            }
        }
    }

    private void parseLong(String arg) {
        String name = arg.substring(2);
        Option option = Option.named(name);
        boolean on = true;
        if (option == null && name.startsWith("no-")) {
            option = Option.named(name.substring(3));
            on = false;
        }
        if (option == null) {
            RefusedOptions.refuse(name);
            throw problem(arg, "is unknown");
        }
        if (!on && !option.kind.isNegatable()) {
            throw problem(arg, "used '--no-' for option that isn't a boolean");
        }
        apply(option, arg, on, option.kind.takesArgument() ? nextArgument(arg) : null);
    }

    private void parseLetters(String arg) {
        if (arg.length() == 1) {
            throw problem(arg, "is unknown");
        }
        for (int i = 1; i < arg.length() && line.immediate() == null; i++) {
            Option option = Option.lettered(arg.charAt(i));
            if (option == null) {
                throw problem(arg, "is unknown");
            }
            if (option.kind.takesArgument()) {
                String attached = arg.substring(i + 1);
                apply(option, arg, true, attached.isEmpty() ? nextArgument(arg) : attached);
                return;
            }
            apply(option, arg, true, null);
        }
    }

    private String nextArgument(String arg) {
        if (next == args.length) {
            throw problem(arg, "requires parameter");
        }
        return args[next++];
    }

    private void apply(Option option, String arg, boolean on, @Nullable String value) {
        String text = value == null ? "" : value;
        switch (option.kind) {
            case FLAG, FLAG_ON -> line.setFlag(option, on);
            case IMMEDIATE -> setImmediate(option);
            case TEXT -> line.setText(option, text);
            case SECONDS -> line.setNumber(option, number(arg, text, Kind.SECONDS));
            case NUMBER -> line.setNumber(option, number(arg, text, Kind.NUMBER));
            case LIST -> line.addToList(option, text);
            case URL -> line.addUrl(text);
            case OUTPUT_FILE -> line.addDestination(Destination.of(text));
            case OUTPUT_REMOTE_NAME -> line.addDestination(on ? Destination.REMOTE_NAME : Destination.DEFAULT);
        }
    }

    private void setImmediate(Option option) {
        line.setImmediate(option);
        if (option == Option.HELP && next < args.length && !args[next].startsWith("-")) {
            line.setText(option, args[next++]);
        }
    }

    private static long number(String arg, String text, Kind kind) {
        long number = kind == Kind.SECONDS ? Numbers.seconds(text) : Numbers.whole(text);
        if (number == Numbers.MALFORMED) {
            throw problem(arg, "expected a proper numerical parameter");
        }
        if (number == Numbers.NEGATIVE) {
            throw problem(arg, "expected a positive numerical parameter");
        }
        if (number == Numbers.TOO_LARGE) {
            throw problem(arg, "too large number");
        }
        return number;
    }

    private static UsageException problem(String arg, String what) {
        return new UsageException("option " + arg + ": " + what);
    }
}
