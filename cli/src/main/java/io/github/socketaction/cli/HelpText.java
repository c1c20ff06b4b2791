package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/** What {@code --help} says, made from the table of options. */
final class HelpText {

    private static final int HELP_COLUMN = 33;
    private static final int WIDTH = 79;

    private static final String NOTES = """

            Options are written as curl's: --name value, not --name=value. A flag is taken
            back with --no-name. The first -o or -O is for the first URL, and so on. -H
            "Name;" sends the header without a value.
            URL globbing ({a,b}, [1-9]) and reading headers from a file (-H @file) are not
            offered yet. The exit code is curl's. "sact demo" shows the engine at work.

            In the format of -w, %{name} is one of the following. %{json} is all of
            them; what follows %{stderr} or %{stdout} goes there, and what follows
            %{onerror} is for failures only. -w @file reads the format from a file.
            NAMES.

            Variables of the environment that count, as for curl: http_proxy, https_proxy,
            all_proxy, no_proxy and all but the first in capitals, too; SSL_CERT_FILE and
            SSL_CERT_DIR where neither --cacert nor --capath is given.
            """;

    private HelpText() {}

    /** The help on one topic, or on all for null. */
    static String text(@Nullable HelpTopic only) {
        StringBuilder text = new StringBuilder(8_192);
        text.append("Usage: sact [options...] <url>...\n");
        text.append("       sact demo [--help]\n");
        for (HelpTopic topic : HelpTopic.values()) {
            if (only == null || only == topic) {
                appendTopic(text, topic);
            }
        }
        return only == null ? text.append(NOTES.replace("NAMES", variables())).toString() : text.toString();
    }

    private static void appendTopic(StringBuilder text, HelpTopic topic) {
        text.append('\n')
                .append(topic.title)
                .append(" (--help ")
                .append(topic.word)
                .append("):\n");
        for (Option option : Option.values()) {
            if (option.topic == topic) {
                appendRow(text, option);
            }
        }
    }

    private static void appendRow(StringBuilder text, Option option) {
        int start = text.length();
        text.append(' ');
        if (option.letter == 0) {
            text.append("    ");
        } else {
            text.append('-').append(option.letter).append(", ");
        }
        text.append("--")
                .append(option.kind == Option.Kind.FLAG_ON ? "no-" : "")
                .append(option.longName);
        if (option.argument != null) {
            text.append(" <").append(option.argument).append('>');
        }
        if (text.length() - start >= HELP_COLUMN) {
            text.append('\n');
            start = text.length();
        }
        while (text.length() - start < HELP_COLUMN) {
            text.append(' ');
        }
        text.append(option.help).append('\n');
    }

    /** The names, with commas between them, on lines that fit a terminal. */
    private static String variables() {
        StringBuilder names = new StringBuilder(512);
        int lineStart = 0;
        for (WriteOutVariable variable : WriteOutVariable.values()) {
            String name = variable.word();
            if (names.length() - lineStart + name.length() > WIDTH - 2) {
                names.setCharAt(names.length() - 1, '\n');
                lineStart = names.length();
            }
            names.append(name).append(", ");
        }
        names.setLength(names.length() - 2);
        return names.toString();
    }
}
