package io.github.socketaction.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

    static List<String> table() throws IOException {
        try (InputStream rows = UrlTest.class.getResourceAsStream("urls.tsv")) {
            assertThat(rows).isNotNull();
            return new BufferedReader(new InputStreamReader(rows, UTF_8))
                    .lines()
                    .filter(row -> !row.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void odd_urls_are_judged_as_curl_does(String row) {
        int tab = row.indexOf('\t');
        String expected = row.substring(tab + 1);
        assertThat(parts(row.substring(0, tab))).isEqualTo(expected);
    }

    @Test
    void the_table_is_whole() throws IOException {
        assertThat(table()).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "HTTP://EXAMPLE.com/ http|-|example.com|-|/|-|-|",
                "http:///example.com/ http|-|example.com|-|/|-|-|",
                "http:////example.com/ ERR",
                "http://h:/ http|-|h|-|/|-|-|",
                "http://h:00080/ http|-|h|80|/|-|-|",
                "http://h:65535 http|-|h|65535|/|-|-|",
                "http://h:65536 ERR",
                "http://h:4294967376 ERR",
                "http://h:+80 ERR",
                "http://h:8o ERR",
                "http://u:p:q@h/ http|u|h|-|/|-|-|",
                "http://a@b@h/ ERR",
                "http://@/ ERR",
                "http:// ERR",
                "http://:80/ ERR",
                "http://h/a/../b/./c http|-|h|-|/b/c|-|-|",
                "http://h/../../x http|-|h|-|/x|-|-|",
                "http://h/a/.. http|-|h|-|/|-|-|",
                "http://h/a/b/. http|-|h|-|/a/b/|-|-|",
                "http://h/a/%2e%2E/b http|-|h|-|/b|-|-|",
                "http://h/a/.%2e/b http|-|h|-|/b|-|-|",
                "http://h/a/.../b http|-|h|-|/a/.../b|-|-|",
                "http://h/..a http|-|h|-|/..a|-|-|",
                "http://h?a/../b http|-|h|-|/|a/../b|-|",
                "http://h#f?x http|-|h|-|/|-|f?x|",
                "http://h/?# http|-|h|-|/|||",
                "http://h/?a?b#c#d http|-|h|-|/|a?b|c#d|",
                "http://1.2.3 http|-|1.2.0.3|-|/|-|-|",
                "http://0300.0250.1 http|-|192.168.0.1|-|/|-|-|",
                "http://0xFF.0XfF.255.0377 http|-|255.255.255.255|-|/|-|-|",
                "http://4294967295 http|-|255.255.255.255|-|/|-|-|",
                "http://4294967296 http|-|4294967296|-|/|-|-|",
                "http://256.1.1.1 http|-|256.1.1.1|-|/|-|-|",
                "http://1.2.3.256 http|-|1.2.3.256|-|/|-|-|",
                "http://1.2.65535 http|-|1.2.255.255|-|/|-|-|",
                "http://1.2.65536 http|-|1.2.65536|-|/|-|-|",
                "http://1.16777216 http|-|1.16777216|-|/|-|-|",
                "http://1.2.3.4.5 http|-|1.2.3.4.5|-|/|-|-|",
                "http://08.1 http|-|08.1|-|/|-|-|",
                "http://0x http|-|0x|-|/|-|-|",
                "http://0 http|-|0.0.0.0|-|/|-|-|",
                "http://%31%32%37.1/ http|-|127.0.0.1|-|/|-|-|",
                "http://ex%61mple.com/ http|-|example.com|-|/|-|-|",
                "http://[::1]:8080/ http|-|[::1]|8080|/|-|-|",
                "http://[0:0:0:0:0:0:0:1] http|-|[::1]|-|/|-|-|",
                "http://[2001:DB8:0:0:1:0:0:1] http|-|[2001:db8::1:0:0:1]|-|/|-|-|",
                "http://[1:2:3:4:5:6:7:0] http|-|[1:2:3:4:5:6:7:0]|-|/|-|-|",
                "http://[1::] http|-|[1::]|-|/|-|-|",
                "http://[::] http|-|[::]|-|/|-|-|",
                "http://[::ffff:1.2.3.4] http|-|[::ffff:1.2.3.4]|-|/|-|-|",
                "http://[::ffff:102:304] http|-|[::ffff:1.2.3.4]|-|/|-|-|",
                "http://[64:ff9b::1.2.3.4] http|-|[64:ff9b::102:304]|-|/|-|-|",
                "http://[1:2:3:4:5:6:7:8:9] ERR",
                "http://[1:2:3:4:5:6:7] ERR",
                "http://[1::2::3] ERR",
                "http://[1:2:3:4:5:6:7:8::] ERR",
                "http://[:1] ERR",
                "http://[1:] ERR",
                "http://[::1.2.3] ERR",
                "http://[1.2.3.4::] ERR",
                "http://[12345::] ERR",
                "http://[::g] ERR",
                "http://[] ERR",
                "http://[::1 ERR",
                "http://[::1]x ERR",
                "http://[fe80::1%25] http|-|[fe80::1]|-|/|-|-|",
                "http://[fe80::1%eth0] http|-|[fe80::1]|-|/|-|-|",
                "http://[fe80::1%] ERR",
                "http://[fe80::1%251234567890123456] ERR",
                "http://[fe80::1%25a/b] ERR",
                "file://localhost/x file|-|-|-|/x|-|-|",
                "file:/x file|-|-|-|/x|-|-|",
                "file://host/x ERR",
                "file:x ERR",
                "ftp://h/x ftp|-|h|-|/x|-|-|",
                "example.com/ ERR",
            })
    void more_urls_are_taken_apart(String text, String expected) {
        assertThat(parts(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%2F", "%3F", "%23", "%40", "%3A", "%5C", "%00", "%0d", "%0A", "%20", "%", "%zz", "%7f", "%25"})
    void no_separator_gets_into_a_host_by_decoding(String encoded) {
        assertThat(parts("http://good.example" + encoded + "evil.example/")).isEqualTo("ERR");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\r", "\n", "\0", "\u007f", "\u001f", "{", "|", "<", "\"", "`", "^", "&"})
    void odd_characters_are_refused_in_a_host(String odd) {
        assertThat(parts("http://exam" + odd + "ple.com/")).isEqualTo("ERR");
    }

    @Test
    void control_characters_are_refused_anywhere_and_their_position_is_told() {
        String url = "http://u:p@h.example:80/path?query#fragment";
        for (int at = 0; at <= url.length(); at++) {
            for (String odd : List.of("\r", "\n", "\0", " ", "\u007f", "\ud800", "\udc00")) {
                String bad = url.substring(0, at) + odd + url.substring(at);
                int position = at;
                assertThatExceptionOfType(TransferFailure.class)
                        .isThrownBy(() -> Url.parseLenient(bad))
                        .withMessageContaining("at position " + position + ",")
                        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.URL_MALFORMAT));
            }
        }
    }

    @Test
    void a_message_never_shows_the_password() {
        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> Url.parse("http://user:secret@h:x/"))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret"));
        assertThat(Url.parse("http://user:secret@h/?q#f")).hasToString("http://h/?q#f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://m\u00fcnchen.de/", "http://stra%C3%9Fe.de/", "http://\uff21.example/"})
    void an_international_name_is_refused_with_advice(String text) {
        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> Url.parse(text))
                .withMessageContaining("IDN module")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.NOT_BUILT_IN));
    }

    @Test
    void other_text_than_ascii_is_encoded_in_path_and_query() {
        Url url = Url.parse("http://h/\u00e4/\ud83d\ude00?\u20ac=%41");

        assertThat(url.path()).isEqualTo("/%C3%A4/%F0%9F%98%80");
        assertThat(url.query()).isEqualTo("%E2%82%AC=%41");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "example.com/x http|-|example.com|-|/x|-|-|",
                "localhost:8080/x http|-|localhost|8080|/x|-|-|",
                "u:p@example.com http|u|example.com|-|/|-|-|",
                "127.1?x=http://y http|-|127.0.0.1|-|/|x=http://y|-|",
                "ftp.example.com http|-|ftp.example.com|-|/|-|-|",
                "ftp://example.com ftp|-|example.com|-|/|-|-|",
                "http:example.com ERR",
                "example.com: ERR",
                "/x ERR",
                "? ERR",
            })
    void http_is_guessed_where_no_scheme_is_given(String text, String expected) {
        assertThat(parts(text, true)).isEqualTo(expected);
    }

    @Test
    void an_empty_text_is_no_url() {
        assertThat(parts("")).isEqualTo("ERR");
        assertThat(parts("", true)).isEqualTo("ERR");
    }

    @Test
    void the_length_is_limited() {
        String start = "http://h/";
        String longest = start + "x".repeat(Url.MAX_LENGTH - start.length());

        assertThat(Url.parse(longest).path()).hasSize(Url.MAX_LENGTH - start.length() + 1);
        assertThat(parts(longest + "x")).isEqualTo("ERR");
    }

    @Test
    void an_origin_is_the_same_for_all_spellings() {
        Origin origin = Url.parse("http://example.com/").origin();

        assertThat(origin).isEqualTo(new Origin("http", "example.com", 80));
        assertThat(Url.parse("HTTP://u:p@EXAMPLE.com:80/x?y#z").origin()).isEqualTo(origin);
        assertThat(Url.parse("http://ex%41mple.com").origin()).isEqualTo(origin);
        assertThat(Url.parse("http://example.com:81").origin()).isNotEqualTo(origin);
        assertThat(Url.parse("https://example.com:80").origin()).isNotEqualTo(origin);
        assertThat(Url.parse("https://example.com").origin().port()).isEqualTo(443);
    }

    @Test
    void an_origin_knows_the_zone_and_what_is_an_address() {
        Origin link = Url.parse("http://[fe80:0::1%25eth0]:8/").origin();

        assertThat(link).isEqualTo(new Origin("http", "fe80::1%eth0", 8)).hasToString("http://[fe80::1%eth0]:8");
        assertThat(link).isNotEqualTo(Url.parse("http://[fe80::1%25eth1]:8/").origin());
        assertThat(link.isAddress()).isTrue();
        assertThat(Url.parse("http://127.1").origin().isAddress()).isTrue();
        assertThat(Url.parse("http://1.2.3.4.5").origin().isAddress()).isFalse();
        assertThat(Url.parse("http://localhost").origin().isAddress()).isFalse();
    }

    @Test
    void any_text_is_parsed_or_refused() {
        String alphabet = "ht:/p?#@[]%.0x1a2F\\ \r\u00e4-+~,";
        Random random = new Random(20_231);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int n = random.nextInt(16); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Url url = Url.parseLenient(text.toString());
                accepted++;
                assertThat(url.host()).as("%s", text).doesNotContain("/", "?", "#", "@", "\\", "%", " ");
                assertThat(url.path()).as("%s", text).startsWith("/").doesNotContain("/../", "/./");
                assertThat(Url.parse(url.toString())).as("%s", text).hasToString(url.toString());
            } catch (TransferFailure refused) {
                assertThat(refused.code()).isIn(ResultCode.URL_MALFORMAT, ResultCode.NOT_BUILT_IN);
            }
        }
        assertThat(accepted).as("the generator must also make good URLs").isGreaterThan(10_000);
    }

    private static String parts(String text) {
        return parts(text, false);
    }

    private static String parts(String text, boolean lenient) {
        Url url;
        try {
            url = lenient ? Url.parseLenient(text) : Url.parse(text);
        } catch (TransferFailure refused) {
            assertThat(refused.code()).isEqualTo(ResultCode.URL_MALFORMAT);
            return "ERR";
        }
        String port = url.port() < 0 ? null : String.valueOf(url.port());
        String host = url.host().isEmpty() ? null : url.host();
        return url.scheme() + "|" + or(url.user()) + "|" + or(host) + "|" + or(port) + "|" + url.path() + "|"
                + or(url.query()) + "|" + or(url.fragment()) + "|";
    }

    private static String or(@Nullable String part) {
        return part == null ? "-" : part;
    }
}
