package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncoderTest {

    @Test
    void a_plain_request_has_the_fields_that_curl_sends_except_its_name() {
        assertThat(encoded(TransferOptions.builder("http://example.com/a?b=c#d")))
                .isEqualTo("GET /a?b=c HTTP/1.1\r\nHost: example.com\r\nAccept: */*\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:80/, h",
        "http://h:81/, h:81",
        "http://H./, h.",
        "http://127.1/, 127.0.0.1",
        "http://[::1]:8080/, [::1]:8080",
        "http://[fe80::1%25eth0]/, [fe80::1]",
    })
    void the_host_is_told_without_a_default_port(String url, String host) {
        assertThat(encoded(TransferOptions.builder(url))).contains("\r\nHost: " + host + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/, /",
        "http://h, /",
        "http://h?, /?",
        "http://h?x=y, /?x=y",
        "http://h/a/../b, /b",
        "http://h/\u00e9, /%C3%A9",
    })
    void the_target_is_path_and_query(String url, String target) {
        assertThat(encoded(TransferOptions.builder(url))).startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "user:pass, dXNlcjpwYXNz",
        "user, dXNlcjo=",
        ":pass, OnBhc3M=",
        "'', Og==",
        "user%40:pa%20ss, dXNlckA6cGEgc3M=",
        "\u00fc:x, w7w6eA==",
        "a:b:c, YTpiOmM=",
    })
    void user_and_password_of_the_url_are_sent_decoded(String login, String base64) {
        assertThat(encoded(TransferOptions.builder("http://" + login + "@h/")))
                .startsWith("GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Basic " + base64 + "\r\nAccept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%0d", "a%0A", "%00", "a:b%0dx", "a:%7f", "a:%1f"})
    void control_characters_in_credentials_are_refused(String login) {
        assertThat(failure(TransferOptions.builder("http://" + login + "@h/"))).isEqualTo(ResultCode.URL_MALFORMAT);
    }

    @Test
    void own_fields_replace_ours_whatever_their_case() {
        String head = encoded(TransferOptions.builder("http://u:p@h/")
                .header("X-First", "1")
                .header("aCCept", "text/html")
                .header("host", "other.example")
                .header("authorization", "Bearer x")
                .header("user-agent", "me")
                .header("X-Last", ""));

        assertThat(head.split("\r\n", -1))
                .containsExactly(
                        "GET / HTTP/1.1",
                        "host: other.example",
                        "authorization: Bearer x",
                        "user-agent: me",
                        "aCCept: text/html",
                        "X-First: 1",
                        "X-Last:",
                        "",
                        "");
    }

    @Test
    void an_empty_own_field_leaves_ours_out() {
        String head = encoded(TransferOptions.builder("http://u:p@h/")
                .header("Accept", "")
                .header("Host", "  ")
                .header("User-Agent", "")
                .header("Authorization", ""));

        assertThat(head).isEqualTo("GET / HTTP/1.1\r\n\r\n");
    }

    @Test
    void a_field_may_be_repeated_but_not_the_host() {
        assertThat(encoded(TransferOptions.builder("http://h/")
                        .header("Accept", "a")
                        .header("accept", "b")))
                .contains("Accept: a\r\naccept: b\r\n");
        assertThat(failure(
                        TransferOptions.builder("http://h/").header("Host", "a").header("host", "b")))
                .isEqualTo(ResultCode.BAD_FUNCTION_ARGUMENT);
    }

    @Test
    void values_are_latin_1_and_utf_8_beyond() {
        String head = encoded(TransferOptions.builder("http://h/").header("X", "\u00e9\u010d\u0a0d\ud83d\ude00"));

        assertThat(head).contains("\r\nX: \u00e9\u00c4\u008d\u00e0\u00a8\u008d\u00f0\u009f\u0098\u0080\r\n\r\n");
    }

    @Test
    void no_line_end_gets_into_a_request() {
        for (String odd : List.of("\r", "\n", "\0", "\r\nX: y")) {
            assertThat(failure(TransferOptions.builder("http://h/" + odd))).isEqualTo(ResultCode.URL_MALFORMAT);
            assertThatThrownBy(() -> TransferOptions.builder("http://h/").header("X", "a" + odd))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TransferOptions.builder("http://h/").header("X" + odd, "a"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TransferOptions.builder("http://h/").method("GET" + odd))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (char c = 0x100; c < 0xd800; c++) {
            String head =
                    encoded(TransferOptions.builder("http://h/" + c + "?" + c).header("X", "a" + c));
            assertThat(head.chars().filter(x -> x == '\n').count())
                    .as("lines with %x", (int) c)
                    .isEqualTo(5);
            assertThat(head.chars().filter(x -> x == '\r').count()).isEqualTo(5);
            assertThat(head.indexOf(0)).isEqualTo(-1);
        }
    }

    @Test
    void where_a_body_ends_is_for_the_engine_to_say() {
        assertThat(failure(TransferOptions.builder("http://h/").header("content-length", "5")))
                .isEqualTo(ResultCode.BAD_FUNCTION_ARGUMENT);
        assertThat(failure(TransferOptions.builder("http://h/").header("Transfer-Encoding", "chunked")))
                .isEqualTo(ResultCode.BAD_FUNCTION_ARGUMENT);
        assertThat(encoded(TransferOptions.builder("http://h/").method("POST").header("Content-Length", "0")))
                .startsWith("POST / HTTP/1.1\r\n")
                .contains("Content-Length: 0\r\n");
    }

    @Test
    void the_head_is_limited_to_a_megabyte() {
        int rest =
                encoded(TransferOptions.builder("http://h/").header("X", "y")).length() - 1;
        String longest = "x".repeat(1024 * 1024 - rest);

        assertThat(encoded(TransferOptions.builder("http://h/").header("X", longest)))
                .hasSize(1024 * 1024);
        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> encoded(TransferOptions.builder("http://h/").header("X", longest + "x")))
                .withMessageContaining("1048577 bytes");
    }

    @Test
    void a_request_that_says_close_is_known() {
        assertThat(Http1Request.of(TransferOptions.get("http://h/")).closes()).isFalse();
        assertThat(Http1Request.of(TransferOptions.builder("http://h/")
                                .header("connection", "x, Close")
                                .build())
                        .closes())
                .isTrue();
        assertThat(Http1Request.of(TransferOptions.builder("http://h/")
                                .header("Connection", "enclosed")
                                .build())
                        .closes())
                .isFalse();
    }

    private static String encoded(TransferOptions.Builder options) {
        return new String(Http1Request.of(options.build()).encodedHead(), ISO_8859_1);
    }

    private static ResultCode failure(TransferOptions.Builder options) {
        try {
            Http1Request.of(options.build());
            return ResultCode.OK;
        } catch (TransferFailure failure) {
            return failure.code();
        }
    }
}
