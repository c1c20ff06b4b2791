package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/** The file name in a URL, for {@code -O}: the last part of its path, not decoded. */
final class RemoteName {

    private RemoteName() {}

    /** The name, or null when the URL has none that a file can have. */
    static @Nullable String of(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = endOfPath(url, start);
        int slash = url.lastIndexOf('/', end - 1);
        if (slash < start) {
            return null;
        }
        String name = url.substring(slash + 1, end);
        // "." and ".." are steps of a path; as files they would be directories.
        return name.isEmpty() || name.equals(".") || name.equals("..") ? null : name;
    }

    private static int endOfPath(String url, int start) {
        for (int i = start; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }
}
