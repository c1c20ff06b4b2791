package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedConnection;
import io.github.socketaction.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command from its arguments to its exit code, with stdout for output. */
class CommandTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 5\r\n\r\n";

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
    void a_body_goes_to_stdout_and_nothing_else() {
        Sact sact = Sact.run(url("/hello"));
        assertThat(sact).isEqualTo(new Sact(0, "hello", ""));
    }

    @Test
    void a_url_without_a_scheme_is_http() {
        assertThat(Sact.run("127.0.0.1:" + server.port() + "/hello").out()).isEqualTo("hello");
    }

    @Test
    void several_urls_follow_each_other() {
        assertThat(Sact.run(url("/hello"), url("/404"), url("/hello")).out()).isEqualTo("hellonot here" + "hello");
    }

    @Test
    void an_error_page_is_a_success() {
        assertThat(Sact.run(url("/404"))).isEqualTo(new Sact(0, "not here", ""));
    }

    @Test
    void headers_come_before_the_body_with_include() {
        assertThat(Sact.run("-i", url("/hello"))).isEqualTo(new Sact(0, HEAD + "hello", ""));
    }

    @Test
    void only_headers_come_with_head() {
        assertThat(Sact.run("-I", url("/hello"))).isEqualTo(new Sact(0, HEAD, ""));
    }

    @Test
    void the_request_is_what_curl_would_send() {
        String host = "Host: 127.0.0.1:" + server.port() + "\r\n";
        assertThat(Sact.run(url("/echo?q=1")).out())
                .isEqualTo("GET /echo?q=1 HTTP/1.1\r\n" + host + "User-Agent: sact/" + Version.NUMBER
                        + "\r\nAccept: */*\r\n\r\n");
        assertThat(Sact.run("-A", "", "-H", "Accept:", "-H", "X-E;", "-H", "X-U: ö", url("/echo"))
                        .out())
                .isEqualTo("GET /echo HTTP/1.1\r\n" + host + "X-E:\r\nX-U: Ã¶\r\n\r\n");
        assertThat(Sact.run("-H", "Host: other", "-A", "me", url("/echo")).out())
                .isEqualTo("GET /echo HTTP/1.1\r\nHost: other\r\nUser-Agent: me\r\nAccept: */*\r\n\r\n");
    }

    @Test
    void a_refused_connection_is_7_and_named() throws IOException {
        int port = unusedPort();
        Sact sact = Sact.run("http://127.0.0.1:" + port + "/");
        assertThat(sact.code()).isEqualTo(7);
        assertThat(sact.out()).isEmpty();
        assertThat(sact.err())
                .startsWith("sact: (7) Failed to connect to 127.0.0.1 port " + port)
                .endsWith("\n");
    }

    @Test
    void errors_are_not_shown_when_silent_but_with_show_error() throws IOException {
        String refused = "http://127.0.0.1:" + unusedPort() + "/";
        assertThat(Sact.run("-s", refused)).isEqualTo(new Sact(7, "", ""));
        assertThat(Sact.run("-sS", refused).err()).startsWith("sact: (7) ");
    }

    @Test
    void the_exit_code_is_that_of_the_last_transfer() throws IOException {
        String refused = "http://127.0.0.1:" + unusedPort() + "/";
        assertThat(Sact.run("-s", refused, url("/hello")).code()).isZero();
        assertThat(Sact.run("-s", url("/hello"), refused).code()).isEqualTo(7);
    }

    @Test
    void in_parallel_the_exit_code_is_that_of_the_last_failed_transfer() throws IOException {
        String refused = "http://127.0.0.1:" + unusedPort() + "/";
        assertThat(Sact.run("-sZ", refused, url("/hello")).code()).isEqualTo(7);
        assertThat(Sact.run("-sZ", "--parallel-max", "1", refused, url("/empty-reply"), url("/hello"))
                        .code())
                .isEqualTo(52);
        assertThat(Sact.run("-sZ", url("/hello"), url("/hello")).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"/empty-reply, 52", "/short, 18", "/garbage, 1", "/reset, 56"})
    void a_failure_has_curls_code(String path, int code) {
        Sact sact = Sact.run(url(path));
        assertThat(sact.code()).isEqualTo(code);
        assertThat(sact.err()).startsWith("sact: (" + code + ") ");
    }

    @Test
    void a_url_that_cannot_be_used_has_curls_code() {
        assertThat(Sact.run("-s", "http://a b/").code()).isEqualTo(3);
        assertThat(Sact.run("-s", "").code()).isEqualTo(3);
        assertThat(Sact.run("-s", "ftp://127.0.0.1/").code()).isEqualTo(1);
    }

    @Test
    void the_time_for_a_transfer_is_limited() {
        long start = System.nanoTime();
        Sact sact = Sact.run("-m", "0.2", url("/stall"));
        assertThat(sact.code()).isEqualTo(28);
        assertThat(sact.err()).startsWith("sact: (28) Operation timed out after ");
        assertThat(System.nanoTime() - start).isBetween(200_000_000L, 20_000_000_000L);
    }

    @Test
    void in_parallel_every_transfer_has_its_own_time_limit() {
        Sact sact = Sact.run("-sZ", "-m", "1.5", url("/stall"), url("/hello"), url("/stall"), url("/hello"));
        assertThat(sact).isEqualTo(new Sact(28, "hellohello", ""));
    }

    @Test
    void a_broken_stdout_is_23() {
        WritableByteChannel broken = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        Sact sact = Sact.writingTo(broken, url("/hello"));
        assertThat(sact.code()).isEqualTo(23);
        assertThat(sact.err()).isEqualTo("sact: (23) Failure writing output to stdout: Broken pipe\n");
        assertThat(Sact.writingTo(broken, "--version").code()).isEqualTo(23);
    }

    @Test
    void binary_data_is_kept_from_a_terminal_unless_asked_for() {
        Sact sact = Sact.run(true, false, url("/binary"));
        assertThat(sact.code()).isEqualTo(23);
        assertThat(sact.out()).isEmpty();
        assertThat(sact.err()).contains("Binary output can mess up your terminal");
        assertThat(Sact.run(true, false, "-o", "-", url("/binary")).out()).isEqualTo("a\0b");
        assertThat(Sact.run(false, true, "-s", url("/binary")).out()).isEqualTo("a\0b");
    }

    @Test
    void the_meter_is_shown_on_a_terminal_that_gets_no_data() {
        assertThat(Sact.run(false, true, url("/hello")).err()).contains("100%").endsWith("\n");
        assertThat(Sact.run(true, true, url("/hello")).err()).isEmpty();
        assertThat(Sact.run(false, true, "-s", url("/hello")).err()).isEmpty();
        assertThat(Sact.run(false, true, "--no-progress-meter", url("/hello")).err())
                .isEmpty();
        assertThat(Sact.run(false, true, "-Z", url("/hello"), url("/hello")).err())
                .contains("2/2 done, 0 failed,")
                .endsWith("\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void a_command_line_that_cannot_be_understood_is_2() {
        String hint = "sact: try 'sact --help' for more information\n";
        assertThat(Sact.run("--foo", "url")).isEqualTo(new Sact(2, "", "sact: option --foo: is unknown\n" + hint));
        assertThat(Sact.run("-o")).isEqualTo(new Sact(2, "", "sact: option -o: requires parameter\n" + hint));
        assertThat(Sact.run()).isEqualTo(new Sact(2, "", "sact: no URL specified\n" + hint));
        assertThat(Sact.run("-s")).isEqualTo(new Sact(2, "", "sact: no URL specified\n" + hint));
        assertThat(Sact.run("-H", "a b: c", url("/hello")).code()).isEqualTo(2);
    }

    @Test
    void the_backend_is_chosen_by_name() {
        assertThat(Sact.run("--backend", "nio", url("/hello")).out()).isEqualTo("hello");
        Sact unknown = Sact.run("--backend", "none-such", url("/hello"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("sact: there is no backend named none-such: ")
                .contains("nio");
    }

    @Test
    void globs_are_noted_and_sent_as_they_are() {
        assertThat(Sact.run(url("/{a,b}")).err()).contains("globbing is not offered yet");
        assertThat(Sact.run("-g", url("/{a,b}")).err()).isEmpty();
        assertThat(Sact.run("-sS", url("/{a,b}")).err()).isEmpty();
    }

    static void serve(ScriptedConnection connection) throws Exception {
        for (String request = connection.readRequest(); !request.isEmpty(); request = connection.readRequest()) {
            String[] line = request.split(" ", 3);
            if (!answer(connection, line[0], line[1], request)) {
                return;
            }
        }
    }

    /** Answers one request; false when the connection is over with it. */
    private static boolean answer(ScriptedConnection connection, String method, String path, String request)
            throws Exception {
        String page = path.replaceFirst("\\?.*", "");
        switch (page) {
            case "/hello" -> connection.write(method.equals("HEAD") ? HEAD : HEAD + "hello");
            case "/echo" -> connection.write(sized("200 OK", request));
            case "/binary" -> connection.write(sized("200 OK", "a\0b"));
            case "/empty" -> connection.write(sized("200 OK", ""));
            case "/stall" -> connection.stall();
            case "/short" -> connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            case "/garbage" -> connection.write("SSH-2.0-OpenSSH_9.2\r\n");
            case "/reset" -> connection.reset();
            case "/empty-reply" -> connection.halfClose();
            default -> {
                if (page.startsWith("/file/")) {
                    connection.write(sized("200 OK", page));
                } else {
                    connection.write(sized("404 Not Found", "not here"));
                }
            }
        }
        return !page.equals("/short") && !page.equals("/garbage") && !page.equals("/reset");
    }

    private static String sized(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
