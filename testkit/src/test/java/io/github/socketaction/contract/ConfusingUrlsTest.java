package io.github.socketaction.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.http.Url;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that one reader takes for one host's and another for another's. */
class ConfusingUrlsTest {

    private static final Pattern NUMBERED = Pattern.compile("<([0-9a-f]{2,6})>");
    private static final String REFUSED = "-";

    /** A URL and where it leads, or a dash. */
    record Row(String url, String place) {}

    private static List<Row> table() throws IOException {
        try (InputStream rows =
                Objects.requireNonNull(ConfusingUrlsTest.class.getResourceAsStream("/confusing-urls.tsv"))) {
            return new BufferedReader(new InputStreamReader(rows, UTF_8))
                    .lines()
                    .filter(row -> !row.startsWith("# "))
                    .map(row -> row.split("\t", -1))
                    .map(cells -> new Row(decoded(cells[0]), cells[1]))
                    .toList();
        }
    }

    private static String decoded(String cell) {
        return NUMBERED.matcher(cell)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    @Test
    @Verifies("SEC71")
    void each_url_of_the_table_leads_to_its_host_and_to_no_other() throws IOException {
        List<Row> table = table();
        assertThat(table).hasSizeGreaterThan(400);
        for (Row row : table) {
            Url url = parsed(row.url);
            assertThat(url == null ? REFUSED : place(url)).as(row.url).isEqualTo(row.place);
            assertAgreesWithJava(row.url, url);
        }
    }

    @Test
    @Verifies("SEC71")
    void the_engine_asks_for_that_host_and_tells_it_to_the_server() throws IOException {
        for (Row row : table()) {
            Url url = parsed(row.url);
            ScriptedResolver names = new ScriptedResolver();
            if (url != null && url.host().indexOf(':') < 0) {
                names.name(url.host(), Ip.local(1));
            }
            try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
                sim.server().respondWith(Responses.ok("hello"));
                Recording get = sim.start(row.url);
                sim.runUntilDone();
                assertAsked(row, url, names);
                if (row.place.equals(REFUSED)) {
                    assertThat(get.code())
                            .as(row.url)
                            .isIn(ResultCode.URL_MALFORMAT, ResultCode.NOT_BUILT_IN, ResultCode.UNSUPPORTED_PROTOCOL);
                    assertThat(sim.server().connections()).isEmpty();
                } else if (get.result().isOk()) {
                    assertThat(sim.server().requests().get(0))
                            .contains("\r\nHost: " + Objects.requireNonNull(url).host());
                } else {
                    assertThat(sim.server().requests()).isEmpty();
                }
                sim.assertClean();
            }
        }
    }

    private static void assertAsked(Row row, @Nullable Url url, ScriptedResolver names) {
        List<String> asked =
                names.queries().stream().map(ScriptedResolver.Query::host).toList();
        assertThat(asked).as(row.url).hasSizeLessThanOrEqualTo(1);
        asked.forEach(name -> assertThat(name)
                .as(row.url)
                .isEqualTo(Objects.requireNonNull(url).host()));
    }

    @Test
    @Verifies("SEC71")
    void of_any_text_that_java_accepts_too_the_host_is_the_same() {
        String[] parts = {
            "http://",
            "https://",
            "http:/",
            "//",
            "example.com",
            "evil.test",
            "a",
            "@",
            "@",
            ":",
            ":80",
            "/",
            "/",
            "?",
            "#",
            "\\",
            "%2F",
            "%23",
            "%40",
            "%5C",
            "%00",
            "[::1]",
            "[",
            "]",
            "127.0.0.1",
            "127.1",
            "0x7f",
            ".",
            "..",
            ";",
            "&",
            "\t",
            " ",
            "\u3002",
            "\uff0f",
            "\uff20",
            "\u00e4",
            "xn--",
            "-",
            "_",
            "*",
            "u:p"
        };
        Random random = new Random(86_24);
        int both = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "http://" : "");
            for (int n = 1 + random.nextInt(7); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            both += assertAgreesWithJava(text.toString(), parsed(text.toString())) ? 1 : 0;
        }
        assertThat(both).as("texts that both accept").isGreaterThan(10_000);
    }

    /** Whether both found a host, which must then be the same. */
    private static boolean assertAgreesWithJava(String text, @Nullable Url url) {
        String javas = javasHost(text);
        if (url == null || javas == null) {
            return false;
        }
        int zone = javas.indexOf('%');
        String host = zone < 0 ? javas : javas.substring(0, zone) + "]";
        // Read once more, as an address has many forms: what matters here is which part of the text is the host.
        assertThat(url.host())
                .as(text)
                .isEqualTo(Url.parse("http://" + host + "/").host());
        return true;
    }

    private static @Nullable String javasHost(String text) {
        try {
            return new URI(text).getHost();
        } catch (URISyntaxException refused) {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "09.1", "127.0.0.08", "127.0.0.08.", "1.2.3.4.05", "0128.0.0.1"})
    @Verifies("SEC71")
    void numbers_that_are_octal_to_some_and_decimal_to_others_are_no_host(String host) {
        ScriptedResolver names = new ScriptedResolver().name(host, Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            ProxyOptions proxy = ProxyOptions.of(new Proxy(Proxy.Kind.HTTP, "0177.0.0.1", 80));
            NameOptions elsewhere = NameOptions.DEFAULT.withConnectTo(new ConnectTo(null, null, host, 80));
            Recording get = sim.start("http://" + host + "/");
            Recording through = sim.start("http://server.example/", builder -> builder.proxy(proxy));
            Recording led = sim.start("http://server.example/", builder -> builder.names(elsewhere));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(through.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_PROXY);
            assertThat(led.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(get.result().message()).contains(host, "octal");
            assertThat(names.queries()).isEmpty();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2F", "%2f", "%3F", "%23", "%40", "%3A", "%5C", "%5c", "%00", "%0d", "%0D%0A", "%0a", "%20", "%09",
                "%7F", "%25", "%252F", "%5B", "%5D", "%22", "%3C", "%3E"
            })
    @Verifies("SEC72")
    void no_separator_gets_into_a_host_by_decoding(String encoded) {
        for (String host : List.of("good.test" + encoded + "evil.test", encoded + "evil.test", "good.test" + encoded)) {
            for (String rest : List.of("/", ":80/", "", "?x", "#x")) {
                assertRefused("http://" + host + rest, ResultCode.URL_MALFORMAT);
                assertRefused("https://u:p@" + host + rest, ResultCode.URL_MALFORMAT);
                assertRefused(host + rest, ResultCode.URL_MALFORMAT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stra\u00dfe.de", "fa\u00df.de", "stra%C3%9Fe.de", "STRA\u1e9eE.de", "m\u00fcnchen.de",
                        "\u0431\u0430.test",
                "\u212aelvin.test", "exampl\u212f.com", "\u2460.test", "a\u00ad.test", "a\u200b.test", "a\u200d.test",
                "\ud83d\ude00.test", "a%C3%9F", "a%80.test", "%ff.test"
            })
    @Verifies("SEC74")
    void a_name_beyond_ascii_is_refused_by_a_code_of_its_own_and_never_mapped(String host) {
        assertRefused("http://" + host + "/", ResultCode.NOT_BUILT_IN);
        assertRefused("https://user:secret@" + host + ":8443/x", ResultCode.NOT_BUILT_IN);
        Assertions.assertThatThrownBy(() -> new ConnectTo(null, null, host, 80))
                .isInstanceOf(IllegalArgumentException.class);
        Assertions.assertThatThrownBy(() -> ProxyScripts.proxy("http://" + host))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Verifies("SEC74")
    void the_ascii_form_of_such_a_name_is_asked_for_as_it_is() {
        ScriptedResolver names = new ScriptedResolver().name("xn--strae-oqa.de", Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.start("http://XN--STRAE-OQA.de/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(sim.server().requests().get(0)).contains("\r\nHost: xn--strae-oqa.de\r\n");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl\u3002se", "curl\u3002se\u3002", "curl.se\u3002", "curl%E3%80%82se", "curl%e3%80%82se",
                        "CURL\u3002SE",
                "curl\uff0ese", "curl%EF%BC%8Ese", "curl\uff61se", "curl%EF%BD%A1se", "curl\u2024se", "curl.se\uff0e"
            })
    @Verifies("SEC65")
    void a_dot_that_is_none_is_no_second_spelling_of_a_name(String host) {
        assertRefused("http://" + host + "/", ResultCode.NOT_BUILT_IN);
    }

    @Test
    @Verifies("SEC65")
    void all_spellings_of_a_name_in_ascii_are_one_host_in_every_place_that_compares_hosts() {
        List<String> spellings = List.of(
                "curl.se", "CURL.SE", "Curl.Se", "%63url.se", "curl%2Ese", "%43%55%52%4c%2e%53%45", "curl.%73%65");
        assertThat(spellings).allMatch(host -> "curl.se"
                .equals(Objects.requireNonNull(parsed("http://" + host + "/")).host()));
        ScriptedResolver names = new ScriptedResolver().name("curl.se", Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.server().respondWith(Responses.ok("hello"));
            for (String host : spellings) {
                Recording get = sim.start("http://" + host + "/");
                sim.runUntilDone();
                assertThat(get.bodyText()).isEqualTo("hello");
            }
            assertThat(sim.server().connections()).as("one origin").hasSize(1);
            assertThat(names.queries()).as("one name").hasSize(1);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl.se", "curl.se.", "CURL.SE.", "curl.se%2E", "%63url.se%2e"})
    @Verifies("SEC65")
    void a_dot_at_the_end_changes_nothing_of_where_a_transfer_goes(String host) {
        ScriptedResolver names = new ScriptedResolver();
        InetSocketAddress direct = Ip.local(2, 80);
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.network().listen(direct).respondWith(Responses.ok("direct"));
            NameOptions there = NameOptions.DEFAULT
                    .withResolve(
                            new io.github.socketaction.transfer.ResolveOverride("curl.se", 80, List.of(Ip.local(2))))
                    .withResolve(
                            new io.github.socketaction.transfer.ResolveOverride("other.", 80, List.of(Ip.local(2))));
            ProxyOptions proxy = ProxyOptions.builder()
                    .proxy(ProxyScripts.proxy("http"))
                    .noProxy("curl.se")
                    .build();
            Recording get = sim.start(
                    "http://" + host + "/", builder -> builder.names(there).proxy(proxy));
            Recording led = sim.start(
                    "http://" + host + "/x",
                    builder -> builder.names(there.withConnectTo(ConnectTo.parse("curl.se:80:other:80"))));
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get).isEqualTo("direct");
            assertThat(led.bodyText()).as("%s", led).isEqualTo("direct");
            assertThat(names.queries()).isEmpty();
            sim.assertClean();
        }
    }

    private static void assertRefused(String url, ResultCode code) {
        ScriptedResolver names = new ScriptedResolver();
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            List<Recording> gets = new ArrayList<>(Arrays.asList(
                    sim.start(url),
                    sim.start(url, builder -> builder.proxy(ProxyOptions.of(ProxyScripts.proxy("http")))),
                    sim.start(url, builder -> builder.proxy(ProxyOptions.of(ProxyScripts.proxy("socks5h"))))));
            sim.runUntilDone();
            for (Recording get : gets) {
                assertThat(get.code()).as("%s", get).isEqualTo(code);
                assertThat(get.result().message()).doesNotContain("secret");
            }
            assertThat(names.queries()).isEmpty();
            assertThat(sim.log().announced()).isEmpty();
            sim.assertClean();
        }
    }

    private static @Nullable Url parsed(String text) {
        try {
            return Url.parseLenient(text);
        } catch (TransferFailure refused) {
            return null;
        }
    }

    private static String place(Url url) {
        String scheme = url.scheme().equals("http") ? "" : url.scheme() + "://";
        return scheme + url.host() + (url.port() < 0 ? "" : ":" + url.port());
    }
}
