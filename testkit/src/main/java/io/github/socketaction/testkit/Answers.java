package io.github.socketaction.testkit;

/** The responses that the servers of {@link EngineRules} send. */
final class Answers {

    private Answers() {}

    /** A response with a length. */
    static String ok(String body) {
        return head(body.length()) + body;
    }

    /** The head alone of a response with a length. */
    static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** A response with a length, after which the connection is not to be used again. */
    static String last(String body) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Letters, each the next one in the alphabet, so that no part is like another one near by. */
    static String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + (i + i / 26) % 26));
        }
        return text.toString();
    }
}
