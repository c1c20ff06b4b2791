package io.github.socketaction.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes the demo server's answers. */
final class DemoResponse {

    /** Chunks differ in size, up to this. */
    private static final int MAX_CHUNK = 16 * 1024;

    private static final ByteBuffer[] NONE = {};

    private DemoResponse() {}

    /** The answer to a request, as the pieces to send. */
    static ByteBuffer[] to(String requestLine) {
        String[] words = requestLine.split(" ", 3);
        String[] path = words.length < 3 ? new String[0] : words[1].split("/", 4);
        if (path.length != 4) {
            return new ByteBuffer[] {ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nnot found")};
        }
        int number = Integer.parseInt(path[1]);
        ByteBuffer body = DemoBody.bytes(number, Integer.parseInt(path[2]));
        return path[3].equals("chunked") ? chunked(number, body) : sized(body);
    }

    private static ByteBuffer[] sized(ByteBuffer body) {
        return new ByteBuffer[] {ascii("HTTP/1.1 200 OK\r\nContent-Length: " + body.remaining() + "\r\n\r\n"), body};
    }

    private static ByteBuffer[] chunked(int number, ByteBuffer body) {
        List<ByteBuffer> pieces = new ArrayList<>();
        String before = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        int size = 1 + number % MAX_CHUNK;
        for (int at = 0; at < body.limit(); size = Math.min(size * 2, MAX_CHUNK)) {
            int length = Math.min(size, body.limit() - at);
            pieces.add(ascii(before + Integer.toHexString(length) + "\r\n"));
            pieces.add(body.slice(at, length));
            before = "\r\n";
            at += length;
        }
        pieces.add(ascii(before + "0\r\n\r\n"));
        return pieces.toArray(NONE);
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
