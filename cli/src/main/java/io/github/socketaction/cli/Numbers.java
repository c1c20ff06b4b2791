package io.github.socketaction.cli;

/** Reads the numbers of a command line. What is none is a negative answer, since zero and up are the good ones. */
final class Numbers {

    static final long MALFORMED = -1;
    static final long NEGATIVE = -2;
    static final long TOO_LARGE = -3;

    /** Keeps ten times a number plus a digit, and a thousand times a number of seconds, inside a long. */
    private static final long MAX = Long.MAX_VALUE / 10_000;

    private Numbers() {}

    /** A whole number, or one of the constants. */
    static long whole(String text) {
        boolean negative = text.startsWith("-");
        return signed(negative, digits(text, negative ? 1 : 0, text.length()));
    }

    /** Seconds with an optional fraction as milliseconds, finer digits cut off; or one of the constants. */
    static long seconds(String text) {
        boolean negative = text.startsWith("-");
        int start = negative ? 1 : 0;
        int dot = text.indexOf('.');
        if (dot < 0) {
            long whole = digits(text, start, text.length());
            return signed(negative, whole < 0 ? whole : whole * 1_000);
        }
        boolean hasWhole = dot > start;
        boolean hasFraction = dot + 1 < text.length();
        if (!hasWhole && !hasFraction) {
            return MALFORMED;
        }
        long whole = hasWhole ? digits(text, start, dot) : 0;
        long fraction = hasFraction ? thousandths(text, dot + 1) : 0;
        if (whole < 0 || fraction < 0) {
            return whole == MALFORMED || fraction == MALFORMED ? MALFORMED : signed(negative, whole);
        }
        return signed(negative, whole * 1_000 + fraction);
    }

    private static long signed(boolean negative, long value) {
        return negative && value != MALFORMED ? NEGATIVE : value;
    }

    private static long digits(String text, int from, int to) {
        if (from == to) {
            return MALFORMED;
        }
        long value = 0;
        boolean tooLarge = false;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            value = tooLarge ? value : value * 10 + digit;
            tooLarge |= value > MAX;
        }
        return tooLarge ? TOO_LARGE : value;
    }

    private static long thousandths(String text, int from) {
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            value = i < from + 3 ? value * 10 + digit : value;
        }
        for (int i = text.length(); i < from + 3; i++) {
            value *= 10;
        }
        return value;
    }
}
