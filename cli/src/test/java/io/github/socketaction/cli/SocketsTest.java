package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The options for sockets, against small servers. */
class SocketsTest {

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.serving(CommandTest::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_unix_socket_is_connected_to_whatever_the_url_and_the_environment_say(@TempDir Path directory)
            throws Exception {
        Path path = directory.resolve("socket");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
            Thread serving = new Thread(() -> serveOnce(listener));
            serving.start();
            Sact sact = Sact.withEnvironment(
                    Map.of("http_proxy", "127.0.0.1:1"), "--unix-socket", path.toString(), "http://no.such.test/path");
            serving.join();
            assertThat(sact.out()).startsWith("GET /path HTTP/1.1\r\nHost: no.such.test\r\n");
            assertThat(sact.code()).isZero();
        }
    }

    @Test
    void a_unix_socket_that_is_not_there_is_7(@TempDir Path directory) {
        String path = directory.resolve("none").toString();
        Sact sact = Sact.run("--unix-socket", path, "http://no.such.test/");
        assertThat(sact.code()).isEqualTo(7);
        assertThat(sact.err()).contains(path);
    }

    @Test
    void an_abstract_unix_socket_needs_a_backend_that_knows_them() {
        Sact sact = Sact.run("--backend", "nio", "--abstract-unix-socket", "no-such-socket", "http://no.such.test/");
        assertThat(sact.code()).isEqualTo(7);
        assertThat(sact.err()).contains("no-such-socket").contains("use the backend epoll");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has abstract Unix-domain addresses")
    void an_abstract_unix_socket_is_looked_for_by_epoll_unless_another_backend_is_named() {
        Sact sact = Sact.run("--abstract-unix-socket", "no-such-socket", "http://no.such.test/");
        assertThat(sact.code()).isEqualTo(7);
        assertThat(sact.err()).contains("no-such-socket").contains("Connection refused");
    }

    @Test
    void a_local_port_is_used() throws IOException {
        int port = unusedPort();
        String url = "http://127.0.0.1:" + server.port() + "/hello";
        Sact sact = Sact.run("--local-port", port + "-" + Math.min(port + 20, 65_535), "-w", " %{local_port}", url);
        assertThat(sact.code()).as(sact.err()).isZero();
        assertThat(Integer.parseInt(sact.out().substring(6))).isBetween(port, port + 20);
    }

    @Test
    void a_local_address_is_used() {
        String url = "http://127.0.0.1:" + server.port() + "/hello";
        assertThat(Sact.run("--interface", "127.0.0.1", "-w", " %{local_ip}", url)
                        .out())
                .isEqualTo("hello 127.0.0.1");
    }

    @Test
    void an_interface_that_is_not_there_is_45() {
        String url = "http://127.0.0.1:" + server.port() + "/hello";
        Sact sact = Sact.run("--interface", "if!none7", url);
        assertThat(sact.code()).isEqualTo(45);
        assertThat(sact.err()).startsWith("sact: (45) ").contains("none7");
    }

    @Test
    void settings_of_sockets_do_no_harm() {
        String url = "http://127.0.0.1:" + server.port() + "/hello";
        assertThat(Sact.run("--no-tcp-nodelay", "--no-keepalive", url).out()).isEqualTo("hello");
        assertThat(Sact.run("--tcp-nodelay", "--keepalive-time", "7", url).out())
                .isEqualTo("hello");
    }

    /** Answers one request on one connection with the request itself. */
    private static void serveOnce(ServerSocketChannel listener) {
        try (SocketChannel channel = listener.accept()) {
            ByteBuffer buffer = ByteBuffer.allocate(4_096);
            String request = "";
            while (!request.endsWith("\r\n\r\n") && channel.read(buffer) >= 0) {
                request = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            }
            String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + request.length() + "\r\n\r\n" + request;
            ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // The command then fails, and the test with it.
            return;
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
