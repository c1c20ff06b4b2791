package io.github.socketaction.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The demo server's side of one connection: one request, its answer, and the next. */
final class DemoConnection {

    private static final int MAX_REQUEST = 4_096;

    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST);
    private ByteBuffer[] response = {};
    private int sent;

    DemoConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Does what can be done, and says in the key what to wait for; false when the connection is over. */
    boolean advance(SelectionKey key) {
        try {
            if (!send()) {
                return true;
            }
            while (true) {
                int count = channel.read(request);
                if (count == 0) {
                    key.interestOps(SelectionKey.OP_READ);
                    return true;
                }
                if (count < 0) {
                    return false;
                }
                if (hasRequest()) {
                    answer();
                    if (!send()) {
                        key.interestOps(SelectionKey.OP_WRITE);
                        return true;
                    }
                } else if (!request.hasRemaining()) {
                    return false;
                }
            }
        } catch (IOException e) {
            // The client has gone away, which is its right; if it should not have, its transfer says so.
            return false;
        }
    }

    void close() throws IOException {
        channel.close();
    }

    /** The client never sends a second request before it has the answer, so nothing can follow the empty line. */
    private boolean hasRequest() {
        int end = request.position();
        return end >= 4
                && request.get(end - 4) == '\r'
                && request.get(end - 3) == '\n'
                && request.get(end - 2) == '\r'
                && request.get(end - 1) == '\n';
    }

    private void answer() {
        String head = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        response = DemoResponse.to(head.substring(0, head.indexOf('\r')));
        sent = 0;
        request.clear();
    }

    /** Sends as much as the system takes; true when nothing is left. */
    private boolean send() throws IOException {
        while (sent < response.length) {
            if (!response[sent].hasRemaining()) {
                sent++;
            } else if (channel.write(response, sent, response.length - sent) == 0) {
                return false;
            }
        }
        return true;
    }
}
