package io.github.socketaction.cli;

import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints a line of figures after each transfer, as {@code -w} asks for it in curl: <code>%{name}</code> is a variable,
 * {@code %%} a percent sign, and {@code \n}, {@code \r} and {@code \t} are what they are in C. What cannot be understood is
 * printed as it is.
 */
final class WriteOut {

    private final String format;
    private final Terminal terminal;
    private final StringBuilder text = new StringBuilder();
    private boolean toStderr;

    /**
     * A printer.
     *
     * @param format as given to {@code -w}; {@code @file} is the file with the format, {@code @-} stdin
     * @throws ValueException when that file cannot be read
     */
    WriteOut(String format, Terminal terminal) {
        this.format = format.startsWith("@") ? read(format.substring(1)) : format;
        this.terminal = terminal;
    }

    /** Prints what is to be said of one transfer. */
    void print(TransferReport report) throws IOException {
        toStderr = false;
        int at = 0;
        while (at >= 0 && at < format.length()) {
            char next = format.charAt(at);
            if (next == '%') {
                at = percent(at + 1, report);
            } else if (next == '\\') {
                at = backslash(at + 1);
            } else {
                text.append(next);
                at++;
            }
        }
        flush();
    }

    /** What stands behind a percent sign; answers with where to go on, or less than 0 to stop. */
    private int percent(int at, TransferReport report) throws IOException {
        int end = format.startsWith("{", at) ? format.indexOf('}', at) : -1;
        if (end < 0) {
            boolean isPercent = format.startsWith("%", at);
            text.append('%');
            if (!isPercent && at < format.length()) {
                text.append(format.charAt(at));
            }
            return at + 1;
        }
        return name(format.substring(at + 1, end), report) ? end + 1 : -1;
    }

    /** Prints a variable, or does what a name asks for; false to stop. */
    private boolean name(String name, TransferReport report) throws IOException {
        switch (name) {
            case "onerror" -> {
                return !report.result().isOk();
            }
            case "stderr", "stdout" -> {
                flush();
                toStderr = name.equals("stderr");
            }
            case "json" -> appendJson(report);
            default -> {
                WriteOutVariable variable = WriteOutVariable.named(name);
                if (variable == null) {
                    terminal.say("sact: unknown --write-out variable: '" + name + "'");
                } else {
                    text.append(variable.shown(report));
                }
            }
        }
        return true;
    }

    private int backslash(int at) {
        if (at == format.length()) {
            text.append('\\');
            return at;
        }
        char letter = format.charAt(at);
        switch (letter) {
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            default -> text.append('\\').append(letter);
        }
        return at + 1;
    }

    private void appendJson(TransferReport report) {
        char before = '{';
        for (WriteOutVariable variable : WriteOutVariable.values()) {
            text.append(before).append('"').append(variable.word()).append("\":");
            before = ',';
            String value = variable.text(report);
            if (value == null || variable.isNumber()) {
                text.append(value);
            } else {
                appendQuoted(value);
            }
        }
        text.append('}');
    }

    /** RFC 8259, section 7. */
    private void appendQuoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            switch (next) {
                case '"', '\\' -> text.append('\\').append(next);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (next < ' ') {
                        text.append("\\u00").append(next < 16 ? "0" : "").append(Integer.toHexString(next));
                    } else {
                        text.append(next);
                    }
                }
            }
        }
        text.append('"');
    }

    private void flush() throws IOException {
        String all = text.toString();
        text.setLength(0);
        if (!toStderr) {
            terminal.write(all);
        } else if (!all.isEmpty()) {
            byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
            terminal.sayRaw(bytes, bytes.length);
        }
    }

    /** As in curl, line ends in the file do not count. */
    private static String read(String file) {
        try {
            byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new String(bytes, StandardCharsets.UTF_8).replaceAll("[\r\n]", "");
        } catch (IOException e) {
            throw new ValueException(
                    ResultCode.READ_ERROR, "option --write-out: cannot read the file '" + file + "': " + e);
        }
    }
}
