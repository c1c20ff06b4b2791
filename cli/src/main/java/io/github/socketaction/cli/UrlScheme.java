package io.github.socketaction.cli;

/** The scheme of a URL as it was given, as far as the command needs to know it. */
final class UrlScheme {

    /** With one slash, as the engine takes any one to three of them for the two that should be there. */
    private static final String TLS_PREFIX = "https:/";

    private UrlScheme() {}

    /** {@code https}, or {@code http} for everything else, also for a URL without a scheme. */
    static String of(String url) {
        return url.regionMatches(true, 0, TLS_PREFIX, 0, TLS_PREFIX.length()) ? "https" : "http";
    }
}
