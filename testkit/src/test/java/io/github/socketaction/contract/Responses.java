package io.github.socketaction.contract;

/** Responses that tests send. */
final class Responses {

    static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

    private Responses() {}

    /** A response with a length. */
    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The head alone of a response with a length. */
    static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** A response with a length, after which the connection is not to be used again. */
    static String lastOk(String body) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** A response in one chunk for each piece. */
    static String chunked(String... pieces) {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (String piece : pieces) {
            text.append(Integer.toHexString(piece.length()))
                    .append("\r\n")
                    .append(piece)
                    .append("\r\n");
        }
        return text.append("0\r\n\r\n").toString();
    }

    /** A response whose body ends with the connection. */
    static String untilClose(String body) {
        return "HTTP/1.1 200 OK\r\n\r\n" + body;
    }
}
