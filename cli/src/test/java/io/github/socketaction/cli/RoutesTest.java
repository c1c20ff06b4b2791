package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedConnection;
import io.github.socketaction.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The options that say where to connect to and through whom, against small servers; no name here exists. */
class RoutesTest {

    private static final String AGENT = "User-Agent: sact/" + Version.NUMBER + "\r\n";
    private static final String TUNNEL_REFUSED = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n";

    private final Queue<String> tunnels = new ConcurrentLinkedQueue<>();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.serving(RoutesTest::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_name_is_resolved_to_what_was_said() {
        String url = "http://no.such.test:" + server.port() + "/echo";
        String entry = "no.such.test:" + server.port() + ":127.0.0.1";
        assertThat(Sact.run("--resolve", entry, url).out())
                .startsWith("GET /echo HTTP/1.1\r\nHost: no.such.test:" + server.port() + "\r\n");
        String any = "*:" + server.port() + ":127.0.0.1";
        assertThat(Sact.run("--resolve", any, url).code()).isZero();
    }

    @Test
    void another_place_is_connected_to() {
        String entry = "no.such.test:80:127.0.0.1:" + server.port();
        assertThat(Sact.run("--connect-to", entry, "http://no.such.test/echo").out())
                .startsWith("GET /echo HTTP/1.1\r\nHost: no.such.test\r\n");
        String any = "::127.0.0.1:" + server.port();
        assertThat(Sact.run("--connect-to", any, "http://no.such.test/echo").out())
                .startsWith("GET /echo HTTP/1.1\r\nHost: no.such.test\r\n");
    }

    @Test
    void addresses_of_the_other_family_are_not_used() {
        String entry = "no.such.test:" + server.port() + ":127.0.0.1";
        String url = "http://no.such.test:" + server.port() + "/hello";
        assertThat(Sact.run("-4", "--resolve", entry, url).out()).isEqualTo("hello");
        Sact sact = Sact.run("-6", "--resolve", entry, url);
        assertThat(sact.code()).isIn(6, 7);
        assertThat(sact.err()).contains("no.such.test");
    }

    @Test
    void a_proxy_gets_the_whole_url_and_the_login() {
        String login = Base64.getEncoder().encodeToString("joe:se cret".getBytes(StandardCharsets.UTF_8));
        Sact sact = Sact.run(
                "-x",
                place(),
                "-U",
                "joe:se%20cret",
                "--proxy-header",
                "X-P: q",
                "-H",
                "X-S: r",
                "http://no.such.test/echo");
        assertThat(sact.out())
                .startsWith("GET http://no.such.test/echo HTTP/1.1\r\nHost: no.such.test\r\n")
                .contains("\r\nProxy-Authorization: Basic " + login + "\r\n", "\r\nX-P: q\r\n", "\r\nX-S: r\r\n");
    }

    @Test
    void a_proxy_of_the_environment_is_used_but_not_where_it_is_excluded() {
        Map<String, String> environment = Map.of("http_proxy", place(), "NO_PROXY", "127.0.0.1");
        assertThat(Sact.withEnvironment(environment, "http://no.such.test/echo").out())
                .startsWith("GET http://no.such.test/echo ");
        assertThat(Sact.withEnvironment(environment, "http://" + place() + "/echo")
                        .out())
                .startsWith("GET /echo ");
        assertThat(Sact.withEnvironment(environment, "--noproxy", "", "http://" + place() + "/echo")
                        .out())
                .startsWith("GET http://" + place() + "/echo ");
    }

    @Test
    void a_tunnel_is_asked_for_with_the_headers_for_the_proxy_alone() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(this::serveTunnel)) {
            String at = "127.0.0.1:" + proxy.port();
            Sact sact = Sact.run(
                    "-px", at, "-U", "a:b", "--proxy-header", "X-P: q", "-H", "X-S: r", "http://no.such.test/echo");
            assertThat(sact.out())
                    .startsWith("GET /echo HTTP/1.1\r\nHost: no.such.test\r\n")
                    .contains("\r\nX-S: r\r\n")
                    .doesNotContain("X-P", "Proxy-");
            assertThat(tunnels).hasSize(1);
            assertThat(tunnels.peek())
                    .startsWith("CONNECT no.such.test:80 HTTP/1.1\r\nHost: no.such.test:80\r\n")
                    .contains("\r\nProxy-Authorization: Basic YTpi\r\n", "\r\nX-P: q\r\n", AGENT)
                    .doesNotContain("X-S");
        }
    }

    @Test
    void an_old_proxy_is_asked_in_its_own_version() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(this::serveTunnel)) {
            assertThat(Sact.run("-p", "--proxy1.0", "127.0.0.1:" + proxy.port(), "http://no.such.test/hello")
                            .out())
                    .isEqualTo("hello");
            assertThat(tunnels.peek()).startsWith("CONNECT no.such.test:80 HTTP/1.0\r\n");
        }
    }

    @Test
    void a_tunnel_that_is_refused_is_56() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(connection -> {
            connection.readRequest();
            connection.write(TUNNEL_REFUSED);
        })) {
            String format = "%{http_connect} %{http_code} %{proxy_used}";
            String at = "127.0.0.1:" + proxy.port();
            Sact sact = Sact.run("-ipx", at, "-U", "a:secret", "-w", format, "http://no.such.test/");
            assertThat(sact.code()).isEqualTo(56);
            assertThat(sact.out()).isEqualTo(TUNNEL_REFUSED + "403 000 1");
            assertThat(sact.err()).contains("403").doesNotContain("secret");
        }
    }

    @Test
    void what_the_proxy_answered_is_shown_unless_that_is_suppressed() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(this::serveTunnel)) {
            String at = "127.0.0.1:" + proxy.port();
            String said = "HTTP/1.1 200 Connection established\r\n\r\n";
            String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
            String format = "[%{http_connect} %{http_code} %{proxy_used} %{num_headers} %{size_header} %{conn_id}]";
            String figures = "[200 200 1 1 " + (said.length() + answer.length() - 5) + " 0]";
            String url = "http://no.such.test/hello";
            assertThat(Sact.run("-ipx", at, "-w", format, url).out()).isEqualTo(said + answer + figures);
            assertThat(Sact.run("-ipx", at, "--suppress-connect-headers", "-w", format, url)
                            .out())
                    .isEqualTo(answer + figures);
            assertThat(Sact.run("-px", at, url).out()).isEqualTo("hello");
        }
    }

    @Test
    void transfers_and_connections_have_numbers() {
        String url = "http://" + place() + "/hello";
        assertThat(Sact.run("-w", "[%{xfer_id} %{conn_id}]", url, url).out()).isEqualTo("hello[0 0]hello[1 0]");
    }

    @Test
    void a_socks_proxy_looks_the_name_up() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(this::serveSocks5)) {
            String at = "127.0.0.1:" + proxy.port();
            assertThat(Sact.run("--socks5-hostname", at, "http://no.such.test:81/hello")
                            .out())
                    .isEqualTo("hello");
            assertThat(Sact.run("-x", "socks5h://" + at, "http://no.such.test:81/hello")
                            .out())
                    .isEqualTo("hello");
            assertThat(tunnels).containsExactly("no.such.test:81", "no.such.test:81");
        }
    }

    @Test
    void a_socks_proxy_leads_to_an_http_proxy() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(this::serveSocks5)) {
            String at = "socks5h://127.0.0.1:" + proxy.port();
            assertThat(Sact.run("--preproxy", at, "-x", "proxy.test:3128", "http://no.such.test/echo")
                            .out())
                    .startsWith("GET http://no.such.test/echo ");
            assertThat(tunnels).containsExactly("proxy.test:3128");
        }
    }

    @Test
    void a_socks_proxy_that_speaks_something_else_is_97() throws IOException {
        try (ScriptedServer proxy = ScriptedServer.serving(connection -> {
            connection.read(3);
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            assertThat(Sact.run("--socks5-hostname", "127.0.0.1:" + proxy.port(), "http://no.such.test/")
                            .code())
                    .isEqualTo(97);
        }
    }

    @Test
    void our_own_address_is_told_before_anything_else() throws IOException {
        try (ScriptedServer haproxy = ScriptedServer.serving(connection -> {
            StringBuilder line = new StringBuilder();
            while (line.indexOf("\n") < 0) {
                line.append((char) connection.read(1)[0]);
            }
            tunnels.add(line.toString());
            serve(connection);
        })) {
            String url = "http://127.0.0.1:" + haproxy.port() + "/hello";
            Sact sact = Sact.run("--haproxy-protocol", "-w", " %{local_port}", url);
            assertThat(sact.out()).startsWith("hello ");
            assertThat(tunnels)
                    .containsExactly("PROXY TCP4 127.0.0.1 127.0.0.1 "
                            + sact.out().substring(6) + " " + haproxy.port() + "\r\n");
        }
    }

    /** Answers each request with itself, whatever its target looks like. */
    private static void serve(ScriptedConnection connection) throws Exception {
        for (String request = connection.readRequest(); !request.isEmpty(); request = connection.readRequest()) {
            String body = request.startsWith("GET /hello ") ? "hello" : request;
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }
    }

    private void serveTunnel(ScriptedConnection connection) throws Exception {
        tunnels.add(connection.readRequest());
        connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
        serve(connection);
    }

    private void serveSocks5(ScriptedConnection connection) throws Exception {
        byte[] greeting = connection.read(2);
        connection.read(greeting[1]);
        connection.write(new byte[] {5, 0});
        byte[] head = connection.read(5);
        String host = new String(connection.read(head[4]), StandardCharsets.US_ASCII);
        int port = ByteBuffer.wrap(connection.read(2)).getShort() & 0xffff;
        tunnels.add(host + ":" + port);
        connection.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        serve(connection);
    }

    private String place() {
        return "127.0.0.1:" + server.port();
    }
}
