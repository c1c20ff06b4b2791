package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code -w} prints. */
class WriteOutTest {

    private static final String TYPED =
            "HTTP/1.1 200 OK\r\nContent-type:  text/plain; a=\"b\" \r\nX-A: b\r\nContent-Length: 5\r\n\r\nhello";

    private Path directory;
    private ScriptedServer server;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        server = ScriptedServer.serving(connection -> {
            for (String request = connection.readRequest(); !request.isEmpty(); request = connection.readRequest()) {
                connection.write(request.startsWith("GET /typed") ? TYPED : "HTTP/1.0 404 No\r\n\r\nx");
                if (!request.startsWith("GET /typed")) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a%%b|a%b",
                "\\x\\\\|\\x\\\\",
                "a\\|a\\",
                "%|%",
                "%x|%x",
                "%{http_code|%{http_code",
                "%{http_code}%|200%",
                "{%{response_code}}|{200}",
                "ö|Ã¶"
            })
    void a_format_is_read_as_curl_does(String format, String out) {
        assertThat(written(format)).isEqualTo(new Sact(0, out, ""));
    }

    @Test
    void backslashes_are_read_as_in_c() {
        assertThat(written("a\\nb\\tc\\rd\\\\n").out()).isEqualTo("a\nb\tc\rd\\\\n");
    }

    @Test
    void stdout_has_no_file_name() {
        String url = "http://127.0.0.1:" + server.port() + "/typed";
        assertThat(Sact.run("-w", "[%{filename_effective}]", url).out()).isEqualTo("hello[]");
    }

    @ParameterizedTest
    @CsvSource({
        "http_code, 200",
        "response_code, 200",
        "http_connect, 000",
        "http_version, 1.1",
        "conn_id, 0",
        "xfer_id, 0",
        "proxy_used, 0",
        "proxy_ssl_verify_result, 0",
        "size_download, 5",
        "size_upload, 0",
        "size_header, 81",
        "num_connects, 1",
        "num_headers, 3",
        "remote_ip, 127.0.0.1",
        "local_ip, 127.0.0.1",
        "scheme, http",
        "method, GET",
        "exitcode, 0",
        "errormsg, ''",
        "ssl_verify_result, 0",
        "time_appconnect, 0.000000",
        "urlnum, 0",
        "speed_upload, 0",
        "content_type, text/plain; a=\"b\""
    })
    void a_variable_is_replaced(String name, String value) {
        assertThat(written("%{" + name + "}")).isEqualTo(new Sact(0, value, ""));
    }

    @Test
    void variables_that_depend_on_the_run_are_replaced() {
        String url = "http://127.0.0.1:" + server.port() + "/typed";
        assertThat(written("%{remote_port} %{url} %{url_effective}").out())
                .isEqualTo(server.port() + " " + url + " " + url);
        assertThat(Integer.parseInt(written("%{local_port}").out())).isPositive();
        assertThat(Integer.parseInt(written("%{size_request}").out())).isGreaterThan(60);
        assertThat(Long.parseLong(written("%{speed_download}").out())).isPositive();
        String times = "%{time_queue} %{time_namelookup} %{time_connect} %{time_pretransfer} %{time_starttransfer}"
                + " %{time_total}";
        String[] seconds = written(times).out().split(" ", -1);
        assertThat(seconds).hasSize(6).allMatch(each -> each.matches("\\d+\\.\\d{6}"));
        assertThat(seconds).isSorted();
    }

    @ParameterizedTest
    @EnumSource(WriteOutVariable.class)
    void every_variable_is_in_the_help_and_in_json(WriteOutVariable variable) {
        assertThat(Sact.run("-h").out()).containsPattern("\\b" + variable.word() + "\\b");
        assertThat(written("%{json}").out()).contains("\"" + variable.word() + "\":");
    }

    @Test
    void json_is_well_formed() {
        String json = written("%{json}").out();
        assertThat(json)
                .startsWith(
                        "{\"conn_id\":0,\"content_type\":\"text/plain; a=\\\"b\\\"\",\"errormsg\":null,\"exitcode\":0,")
                .contains(
                        "\"http_code\":200,\"http_connect\":0,\"http_version\":\"1.1\",\"local_ip\":\"127.0.0.1\",\"local_port\":")
                .endsWith(",\"urlnum\":0,\"xfer_id\":0}");
    }

    @Test
    void an_unknown_variable_is_named_on_stderr() {
        assertThat(written("a%{nosuch}b"))
                .isEqualTo(new Sact(0, "ab", "sact: unknown --write-out variable: 'nosuch'\n"));
    }

    @Test
    void text_can_go_to_stderr() {
        assertThat(written("a%{stderr}b%{stdout}c")).isEqualTo(new Sact(0, "ac", "b"));
    }

    @Test
    void what_follows_onerror_is_for_failures_only() throws IOException {
        assertThat(written("a%{onerror}b").out()).isEqualTo("a");
        String refused = "http://127.0.0.1:" + unusedPort() + "/";
        Sact sact = Sact.run("-s", "-w", "a%{onerror}%{exitcode} %{http_code} [%{scheme}%{remote_ip}]", refused);
        assertThat(sact).isEqualTo(new Sact(7, "a7 000 []", ""));
        assertThat(Sact.run("-s", "-w", "%{errormsg}", refused).out()).startsWith("Failed to connect");
    }

    @Test
    void each_transfer_has_its_own_line() {
        String url = "http://127.0.0.1:" + server.port();
        String format = "%{urlnum} %{http_code} %{http_version} %{num_connects} %{num_headers}\\n";
        Sact sact = Sact.run(
                "-s",
                "-o",
                path("a"),
                "-o",
                path("b"),
                "-o",
                path("c"),
                "-w",
                format,
                url + "/typed",
                url + "/typed",
                url + "/none");
        assertThat(sact.out()).isEqualTo("0 200 1.1 1 3\n1 200 1.1 0 3\n2 404 1.0 0 0\n");
    }

    @Test
    void the_file_is_named() {
        String url = "http://127.0.0.1:" + server.port() + "/typed";
        assertThat(Sact.run("-o", path("f"), "-w", "%{filename_effective}", url).out())
                .isEqualTo(path("f"));
    }

    @Test
    void the_format_may_be_in_a_file_whose_line_ends_do_not_count() throws IOException {
        Files.writeString(directory.resolve("format"), "%{http_code}\n\\n%{exitcode}\r\n");
        assertThat(written("@" + path("format")).out()).isEqualTo("200\n0");
    }

    @Test
    void headers_are_not_shown_for_it() {
        String url = "http://127.0.0.1:" + server.port() + "/typed";
        assertThat(Sact.run("-w", "%{num_headers}", url).out()).isEqualTo("hello3");
        assertThat(Sact.run("-i", "-w", "%{num_headers}", url).out()).isEqualTo(TYPED + "3");
    }

    @Test
    void a_stdout_that_breaks_for_it_is_23() {
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
        String url = "http://127.0.0.1:" + server.port() + "/typed";
        Sact sact = Sact.writingTo(broken, "-o", path("x"), "-w", "%{http_code}", url);
        assertThat(sact.code()).isEqualTo(23);
        assertThat(sact.err()).contains("Broken pipe");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0.000000",
        "0, 0.000000",
        "999, 0.000000",
        "1000, 0.000001",
        "999999999, 0.999999",
        "1000000000, 1.000000",
        "61000001000, 61.000001"
    })
    void times_are_seconds_with_six_decimals(long nanos, String text) {
        assertThat(WriteOutVariable.seconds(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0, 0",
        "5, -1, 0",
        "1000, 1000000000, 1000",
        "1, 2000000000, 0",
        "9000000000, 1000, 9000000000000000"
    })
    void speeds_are_bytes_a_second(long bytes, long nanos, String text) {
        assertThat(WriteOutVariable.speed(bytes, nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 1.0", "11, 1.1", "20, 2"})
    void versions_are_written_as_curl_does(int tenths, String text) {
        assertThat(WriteOutVariable.version(tenths)).isEqualTo(text);
    }

    private Sact written(String format) {
        return Sact.run("-sS", "-o", path("body"), "-w", format, "http://127.0.0.1:" + server.port() + "/typed");
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
