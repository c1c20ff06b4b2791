package io.github.socketaction.cli;

/** Writes numbers so that a person can take them in at a glance, in few columns. */
final class HumanUnits {

    /** What stands for a time that is not known. */
    static final String UNKNOWN_TIME = "--:--:--";

    private static final char[] PREFIXES = {'k', 'M', 'G', 'T', 'P', 'E'};

    private HumanUnits() {}

    /** A number of bytes in at most 5 characters: 1234, 12.3k, 456k, 4.5M; the prefixes are powers of 1024. */
    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return Long.toString(Math.max(bytes, 0));
        }
        double scaled = bytes;
        int prefix = -1;
        do {
            scaled /= 1024;
            prefix++;
        } while (scaled >= 999.5);
        // 99.95 and more would be rounded to 100.0, which is a column too wide.
        String number = scaled < 99.95 ? decimal(scaled, 1) : Long.toString(Math.round(scaled));
        return number + PREFIXES[prefix];
    }

    /** A time in at most 8 characters: 0:01:23, 99:59:59, 123d 04h, 12345d; unknown when negative. */
    static String time(long seconds) {
        if (seconds < 0) {
            return UNKNOWN_TIME;
        }
        long hours = seconds / 3_600;
        if (hours <= 99) {
            return hours + ":" + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60);
        }
        long days = hours / 24;
        return days <= 999 ? days + "d " + twoDigits(hours % 24) + "h" : Math.min(days, 9_999_999) + "d";
    }

    /** A number with a fixed count of decimals, at most 9, rounded half up, with a point in every locale. */
    static String decimal(double value, int decimals) {
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        long scaled = Math.round(value * scale);
        String digits = Long.toString(Math.abs(scaled) % scale);
        String sign = scaled < 0 ? "-" : "";
        long whole = Math.abs(scaled) / scale;
        return decimals == 0 ? sign + whole : sign + whole + "." + "0".repeat(decimals - digits.length()) + digits;
    }

    /** A whole number with a comma between every three digits. */
    static String grouped(long value) {
        StringBuilder text = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int i = text.length() - 3; i > first; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** The text with spaces before it, to fill a width. */
    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    private static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
