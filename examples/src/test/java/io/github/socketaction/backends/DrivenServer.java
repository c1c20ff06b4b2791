package io.github.socketaction.backends;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.backends.DrivenScript.Ending;
import io.github.socketaction.testkit.ScriptedConnection;
import io.github.socketaction.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Plays the server's part of scripts over real sockets, in pieces and with delays. */
final class DrivenServer implements AutoCloseable {

    private static final int LARGE = 10_000;

    private final List<DrivenScript> scripts;
    private final ScriptedServer server;
    private final int refusedPort;
    private final Map<Integer, String> received = new ConcurrentHashMap<>();

    DrivenServer(List<DrivenScript> scripts) throws IOException {
        this.scripts = scripts;
        server = ScriptedServer.serving(this::play);
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusedPort = closed.getLocalPort();
        }
    }

    String url(DrivenScript script) {
        int port = script.ending() == Ending.REFUSE ? refusedPort : server.port();
        return "http://127.0.0.1:" + port + "/" + script.id();
    }

    /** The request that came for a script, without the address and with its body decoded; empty for none. */
    String received(int id) {
        return received.getOrDefault(id, "");
    }

    /** How many connections there were. */
    int connections() {
        return server.accepted();
    }

    private void play(ScriptedConnection connection) throws IOException, InterruptedException {
        for (String head = connection.readRequest(); !head.isEmpty(); head = connection.readRequest()) {
            DrivenScript script =
                    scripts.get(Integer.parseInt(head.substring(head.indexOf('/') + 1, head.indexOf(" HTTP"))));
            Random random = new Random(script.seed());
            if (!script.upload().isEmpty()) {
                connection.stall(Duration.ofMillis(random.nextInt(3))); // lets a large one fill the buffers
            }
            received.put(script.id(), head.replaceAll("127\\.0\\.0\\.1:\\d+", "here") + body(connection, head));
            if (script.ending() == Ending.STALL) {
                connection.stall();
                return;
            }
            answer(connection, script, random);
            if (script.ending() != Ending.KEEP) {
                end(connection, script.ending());
                return;
            }
        }
    }

    private static String body(ScriptedConnection connection, String head) throws IOException {
        int length = head.indexOf("Content-Length: ");
        if (length >= 0) {
            int digits = length + "Content-Length: ".length();
            return new String(
                    connection.read(Integer.parseInt(head.substring(digits, head.indexOf("\r\n", digits)))),
                    ISO_8859_1);
        }
        StringBuilder body = new StringBuilder();
        if (head.contains("Transfer-Encoding: chunked")) {
            for (int size = chunkSize(connection); size > 0; size = chunkSize(connection)) {
                body.append(new String(connection.read(size), ISO_8859_1));
                connection.read(2);
            }
            connection.read(2);
        }
        return body.toString();
    }

    private static int chunkSize(ScriptedConnection connection) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            byte[] next = connection.read(1);
            if (next.length == 0) {
                return 0; // the client has gone
            }
            line.append((char) next[0]);
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    private static void answer(ScriptedConnection connection, DrivenScript script, Random random)
            throws IOException, InterruptedException {
        byte[] bytes = script.response().substring(0, script.sent()).getBytes(ISO_8859_1);
        if (script.ending() == Ending.RESET) {
            connection.write(bytes); // in one segment, because a reset throws away what was not sent yet
            return;
        }
        int most = bytes.length > LARGE ? 50_000 : 200;
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
            connection.write(Arrays.copyOfRange(bytes, from, to));
            from = to;
            if (random.nextInt(3) == 0) {
                connection.stall(Duration.ofNanos(300_000));
            }
        }
    }

    private static void end(ScriptedConnection connection, Ending ending) throws IOException {
        if (ending == Ending.RESET) {
            connection.reset();
        } else if (ending == Ending.HALF_CLOSE) {
            connection.halfClose();
            connection.readToEnd();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
