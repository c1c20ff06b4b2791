package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/** The options, one row each: how it is written, what it takes, and what the help says. curl's names and meanings. */
enum Option {
    BACKEND("backend", 0, Kind.TEXT, "name", "Wait for sockets with it (default nio)"),
    CONNECT_TIMEOUT("connect-timeout", 0, Kind.SECONDS, "seconds", "Longest time for look-up and connecting"),
    GLOBOFF("globoff", 'g', Kind.FLAG, null, "Accepted: {} and [] are sent as they are"),
    HEAD("head", 'I', Kind.FLAG, null, "Ask for the headers only, with HEAD"),
    HEADER("header", 'H', Kind.LIST, "header", "Send \"Name: value\"; \"Name:\" drops it"),
    HELP("help", 'h', Kind.IMMEDIATE, null, "Show this help"),
    INCLUDE("include", 'i', Kind.FLAG, null, "Put the response headers before the body"),
    MAX_TIME("max-time", 'm', Kind.SECONDS, "seconds", "Longest time for each transfer, such as 1.5"),
    OUTPUT("output", 'o', Kind.OUTPUT_FILE, "file", "Write to a file instead of stdout"),
    PARALLEL("parallel", 'Z', Kind.FLAG, null, "Run the transfers at the same time"),
    PARALLEL_MAX("parallel-max", 0, Kind.NUMBER, "number", "Most at the same time, 1 to 65535 (default 50)"),
    PROGRESS_METER("progress-meter", 0, Kind.FLAG_ON, null, "Show no progress"),
    REMOTE_NAME("remote-name", 'O', Kind.OUTPUT_REMOTE_NAME, null, "Write to a file named as in the URL"),
    SHOW_ERROR("show-error", 'S', Kind.FLAG, null, "Show errors even with -s"),
    SILENT("silent", 's', Kind.FLAG, null, "Show no progress and no errors"),
    URL("url", 0, Kind.URL, "url", "One more URL"),
    USER_AGENT("user-agent", 'A', Kind.TEXT, "name", "Send this User-Agent; \"\" sends none"),
    VERBOSE("verbose", 'v', Kind.FLAG, null, "Show what is sent and received, on stderr"),
    VERSION("version", 'V', Kind.IMMEDIATE, null, "Show the version and the backends");

    /** What an option takes, and where it goes. */
    enum Kind {
        /** Yes or no, no unless given; {@code --no-name} takes it back. */
        FLAG,
        /** Yes or no, yes unless {@code --no-name} is given. */
        FLAG_ON,
        /** Ends the reading of options at once. */
        IMMEDIATE,
        /** Any text; the last one counts. */
        TEXT,
        /** A decimal number of seconds, kept as milliseconds; the last one counts. */
        SECONDS,
        /** A whole number; the last one counts. */
        NUMBER,
        /** Any text; all of them count. */
        LIST,
        /** A URL. */
        URL,
        /** Where the next URL's data goes: a file. */
        OUTPUT_FILE,
        /** Where the next URL's data goes: a file named as in the URL. */
        OUTPUT_REMOTE_NAME;

        boolean takesArgument() {
            return switch (this) {
                case FLAG, FLAG_ON, IMMEDIATE, OUTPUT_REMOTE_NAME -> false;
                case TEXT, SECONDS, NUMBER, LIST, URL, OUTPUT_FILE -> true;
            };
        }

        boolean isNegatable() {
            return this == FLAG || this == FLAG_ON || this == OUTPUT_REMOTE_NAME;
        }
    }

    private static final Option[] ALL = values();

    final String longName;

    /** The letter after a single dash, or 0 when there is none. */
    final char letter;

    final Kind kind;
    final @Nullable String argument;
    final String help;

    Option(String longName, int letter, Kind kind, @Nullable String argument, String help) {
        this.longName = longName;
        this.letter = (char) letter;
        this.kind = kind;
        this.argument = argument;
        this.help = help;
    }

    /** The option of a name, without its dashes, or null. */
    static @Nullable Option named(String name) {
        for (Option option : ALL) {
            if (option.longName.equals(name)) {
                return option;
            }
        }
        return null;
    }

    /** The option of a letter, or null. */
    static @Nullable Option lettered(char letter) {
        for (Option option : ALL) {
            if (option.letter == letter && letter != 0) {
                return option;
            }
        }
        return null;
    }
}
