package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.transfer.TraceCallback.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerboseTraceTest {

    @Test
    void it_shows_what_is_sent_and_received_on_stderr_only() throws IOException {
        try (ScriptedServer server = ScriptedServer.serving(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nX-Long: " + "y".repeat(2_000) + "\r\nContent-Length: 2\r\n\r\nhi");
        })) {
            Sact sact = Sact.run("-sv", "-A", "me", "http://127.0.0.1:" + server.port() + "/path");
            assertThat(sact.code()).isZero();
            assertThat(sact.out()).isEqualTo("hi");
            assertThat(sact.err())
                    .contains("\n> GET /path HTTP/1.1\r\n> Host: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\n> User-Agent: me\r\n> Accept: */*\r\n> \r\n")
                    .contains("< HTTP/1.1 200 OK\r\n< X-Long: yyy")
                    .contains("yyy\r\n< Content-Length: 2\r\n< \r\n");
            assertThat(sact.err().lines()).allMatch(line -> line.matches("(?s)[*<>] .*"));
        }
    }

    @Test
    void a_line_that_comes_in_pieces_is_marked_once() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        VerboseTrace trace =
                new VerboseTrace(new Terminal(Channels.newChannel(new ByteArrayOutputStream()), err, false, false));
        trace.show(Kind.HEADER_OUT, bytes("GET / HT"));
        trace.show(Kind.HEADER_OUT, bytes("TP/1.1\r\nHost: a\r"));
        trace.show(Kind.HEADER_OUT, bytes("\n\r\nunfin"));
        trace.show(Kind.DATA_IN, bytes("data"));
        trace.show(Kind.TEXT, bytes("ished"));
        trace.show(Kind.HEADER_IN, bytes("HTTP/1.1 200\r\n"));
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("> GET / HTTP/1.1\r\n> Host: a\r\n> \r\n> unfin\n* ished\n< HTTP/1.1 200\r\n");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
