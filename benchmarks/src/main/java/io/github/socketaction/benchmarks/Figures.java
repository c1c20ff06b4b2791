package io.github.socketaction.benchmarks;

import java.util.Locale;

/** Numbers with as many digits as are worth reading. */
final class Figures {

    private Figures() {}

    static String of(double value) {
        double size = Math.abs(value);
        String format = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
