package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScriptedServerTest {

    @Test
    void a_request_is_read_up_to_its_empty_line_and_no_further() throws Exception {
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        try (ScriptedServer server = ScriptedServer.serving(connection -> {
                    read.add(connection.readRequest());
                    read.add(connection.readRequest());
                    read.add(new String(connection.readToEnd(), ISO_8859_1));
                    read.add(connection.readRequest());
                });
                Socket client = connect(server)) {
            client.getOutputStream().write("A b\r\nc: d\r\n\r\nE f\ng: h\n\nrest".getBytes(ISO_8859_1));
            client.shutdownOutput();
            assertThat(read.take()).isEqualTo("A b\r\nc: d\r\n\r\n");
            assertThat(read.take()).isEqualTo("E f\ng: h\n\n");
            assertThat(read.take()).isEqualTo("rest");
            assertThat(read.take()).isEmpty();
        }
    }

    @Test
    void each_connection_is_closed_when_its_script_ends() throws IOException {
        try (ScriptedServer server = ScriptedServer.serving(connection -> connection.write("bye"))) {
            for (int i = 1; i <= 3; i++) {
                try (Socket client = connect(server)) {
                    assertThat(client.getInputStream().readAllBytes())
                            .asString()
                            .isEqualTo("bye");
                }
                assertThat(server.accepted()).isEqualTo(i);
            }
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void a_reset_is_seen_as_one() throws IOException {
        try (ScriptedServer server = ScriptedServer.serving(ScriptedConnection::reset);
                Socket client = connect(server)) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void a_half_close_leaves_the_other_half_open() throws Exception {
        BlockingQueue<String> read = new LinkedBlockingQueue<>();
        try (ScriptedServer server = ScriptedServer.serving(connection -> {
                    connection.halfClose();
                    read.add(new String(connection.read(2), ISO_8859_1));
                });
                Socket client = connect(server)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write(new byte[] {'o', 'k'});
            assertThat(read.take()).isEqualTo("ok");
        }
    }

    @Test
    void a_trickle_arrives_whole() throws IOException {
        try (ScriptedServer server = ScriptedServer.serving(
                        connection -> connection.trickle("slowly".getBytes(ISO_8859_1), Duration.ofMillis(1)));
                Socket client = connect(server)) {
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("slowly");
        }
    }

    @Test
    void garbage_is_the_same_for_the_same_seed() throws IOException {
        try (ScriptedServer server = ScriptedServer.serving(connection -> connection.garbage(7, 100))) {
            byte[] once;
            byte[] again;
            try (Socket client = connect(server)) {
                once = client.getInputStream().readAllBytes();
            }
            try (Socket client = connect(server)) {
                again = client.getInputStream().readAllBytes();
            }
            assertThat(once).hasSize(100).isEqualTo(again);
        }
    }

    @Test
    void closing_the_server_ends_stalls_and_trickles_and_leaves_no_socket_open() throws Exception {
        BlockingQueue<String> playing = new LinkedBlockingQueue<>();
        ScriptedServer server = ScriptedServer.serving(connection -> {
            playing.add(connection.readRequest());
            if (playing.size() == 1) {
                connection.stall();
            } else {
                connection.trickle(new byte[1000], Duration.ofHours(1));
            }
        });
        try (Socket one = connect(server);
                Socket two = connect(server)) {
            one.getOutputStream().write("\n\n\n".getBytes(ISO_8859_1));
            two.getOutputStream().write("\n\n\n".getBytes(ISO_8859_1));
            while (playing.size() < 2) {
                Thread.onSpinWait();
            }
            assertThat(server.openSockets()).isEqualTo(3);
            server.close();
            assertThat(server.openSockets()).isZero();
            assertThat(server.failures()).isEmpty();
            server.close();
        }
    }

    @Test
    void what_a_script_asserts_in_vain_fails_the_test_that_closes_the_server() throws IOException {
        ScriptedServer server = ScriptedServer.serving(connection -> {
            throw new AssertionError("on purpose");
        });
        try (Socket client = connect(server)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(server::close).isInstanceOf(AssertionError.class).hasMessageContaining("on purpose");
    }

    @Test
    void an_io_exception_of_a_script_is_recorded_and_forgiven() throws IOException {
        ScriptedServer server = ScriptedServer.serving(connection -> {
            throw new IOException("the client went away");
        });
        try (Socket client = connect(server)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        while (server.failures().isEmpty()) {
            Thread.onSpinWait();
        }
        server.close();
        assertThat(server.failures()).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void a_listening_server_leaves_accepting_to_the_test() throws IOException {
        try (ScriptedServer server = ScriptedServer.listening();
                Socket client = connect(server);
                ScriptedConnection connection = server.accept()) {
            client.getOutputStream().write(42);
            assertThat(connection.read(1)).containsExactly(42);
            assertThat(server.openSockets()).isEqualTo(2);
        }
    }

    private static Socket connect(ScriptedServer server) throws IOException {
        return new Socket(server.address().getAddress(), server.port());
    }
}
