package io.github.socketaction.internal.http;

/** Removes {@code .} and {@code ..} from a path (RFC 3986, section 5.2.4), also when their dots are written %2e. */
final class DotSegments {

    private DotSegments() {}

    /** The path without them; it begins with a slash before and after. */
    static String remove(String path) {
        if (!path.contains("/.") && !path.contains("/%2")) {
            return path;
        }
        StringBuilder kept = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            int slash = path.indexOf('/', at + 1);
            int end = slash < 0 ? path.length() : slash;
            int dots = dots(path, at + 1, end);
            if (dots == 0) {
                kept.append(path, at, end);
            } else if (dots == 2) {
                kept.setLength(Math.max(0, kept.lastIndexOf("/")));
            }
            if (dots > 0 && slash < 0) {
                kept.append('/');
            }
            at = end;
        }
        return kept.toString();
    }

    /** 1 or 2 if the segment consists of so many dots, otherwise 0. */
    private static int dots(String path, int from, int end) {
        int dots = 0;
        int at = from;
        while (at < end && dots < 3) {
            if (path.charAt(at) == '.') {
                at++;
            } else if (end - at >= 3 && path.regionMatches(true, at, "%2e", 0, 3)) {
                at += 3;
            } else {
                return 0;
            }
            dots++;
        }
        return dots <= 2 ? dots : 0;
    }
}
