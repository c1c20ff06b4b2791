package io.github.socketaction.cli;

/** What {@code --help} says, made from the table of options. */
final class HelpText {

    private static final int HELP_COLUMN = 33;

    private HelpText() {}

    static String text() {
        StringBuilder text = new StringBuilder(2_048);
        text.append("Usage: sact [options...] <url>...\n");
        text.append("       sact demo [--help]\n\n");
        for (Option option : Option.values()) {
            text.append(row(option)).append('\n');
        }
        text.append("\nOptions are written as curl's: --name value, not --name=value. A flag is taken\n");
        text.append("back with --no-name. The first -o or -O is for the first URL, and so on. -H\n");
        text.append("\"Name;\" sends the header without a value.\n");
        text.append("URL globbing ({a,b}, [1-9]) and reading headers from a file (-H @file) are not\n");
        text.append("offered yet. The exit code is curl's. \"sact demo\" shows the engine at work.\n");
        return text.toString();
    }

    private static String row(Option option) {
        StringBuilder row = new StringBuilder(96);
        row.append(' ');
        if (option.letter == 0) {
            row.append("    ");
        } else {
            row.append('-').append(option.letter).append(", ");
        }
        row.append("--").append(option.kind == Option.Kind.FLAG_ON ? "no-" : "").append(option.longName);
        if (option.argument != null) {
            row.append(" <").append(option.argument).append('>');
        }
        while (row.length() < HELP_COLUMN) {
            row.append(' ');
        }
        return row.append(option.help).toString();
    }
}
