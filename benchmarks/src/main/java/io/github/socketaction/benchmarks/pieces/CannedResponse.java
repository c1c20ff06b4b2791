package io.github.socketaction.benchmarks.pieces;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The response that the web server of the side-by-side benchmark gives to a request for its small file. */
final class CannedResponse {

    private static final String HEAD = """
            HTTP/1.1 200 OK\r
            Server: nginx/1.22.1\r
            Date: Sun, 22 Nov 2026 19:00:00 GMT\r
            Content-Type: application/octet-stream\r
            Content-Length: 100\r
            Last-Modified: Sun, 22 Nov 2026 18:00:00 GMT\r
            Connection: keep-alive\r
            ETag: "673a4b90-64"\r
            Accept-Ranges: bytes\r
            \r
            """;

    private final ByteBuffer bytes;

    CannedResponse() {
        byte[] whole = (HEAD + "x".repeat(100)).getBytes(StandardCharsets.US_ASCII);
        bytes = ByteBuffer.allocateDirect(whole.length).put(whole).flip();
    }

    /** Puts the whole response, as a read that finds it in the socket does. */
    int copyTo(ByteBuffer target) {
        target.put(bytes.rewind());
        return bytes.limit();
    }
}
