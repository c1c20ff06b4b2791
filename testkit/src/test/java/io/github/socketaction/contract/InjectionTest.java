package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text of an option becomes a line, or a request, of its own, neither to a server nor to a proxy. */
class InjectionTest {

    private static final Set<ResultCode> NAMED = Set.of(
            ResultCode.URL_MALFORMAT,
            ResultCode.NOT_BUILT_IN,
            ResultCode.UNSUPPORTED_PROTOCOL,
            ResultCode.BAD_FUNCTION_ARGUMENT,
            ResultCode.COULDNT_RESOLVE_HOST,
            ResultCode.COULDNT_RESOLVE_PROXY,
            ResultCode.COULDNT_CONNECT);

    private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n\0]*");
    private static final Pattern REQUEST_LINE = Pattern.compile("[A-Za-z!#$%&'*+.^_`|~0-9-]+ [!-~]+ HTTP/1\\.[01]");

    /** How a transfer reaches its server. */
    private enum Way {
        DIRECT,
        FORWARDED,
        TUNNEL
    }

    /** Puts a text into one of the options that reach the wire. */
    private static final Map<String, BiFunction<TransferOptions.Builder, String, TransferOptions.Builder>> PLACES =
            new LinkedHashMap<>();

    static {
        PLACES.put("path", (builder, text) -> builder.url("http://server.example/a" + text + "b"));
        PLACES.put("query", (builder, text) -> builder.url("http://server.example/?a" + text + "b"));
        PLACES.put("fragment", (builder, text) -> builder.url("http://server.example/#a" + text + "b"));
        PLACES.put("host", (builder, text) -> builder.url("http://server" + text + ".example/"));
        PLACES.put("port", (builder, text) -> builder.url("http://server.example:80" + text + "/"));
        PLACES.put("user", (builder, text) -> builder.url("http://u" + text + ":p@server.example/"));
        PLACES.put("password", (builder, text) -> builder.url("http://u:p" + text + "@server.example/"));
        PLACES.put("method", (builder, text) -> builder.method("GET" + text));
        PLACES.put("name of a header", (builder, text) -> builder.header("X" + text, "y"));
        PLACES.put("value of a header", (builder, text) -> builder.header("X", "a" + text + "b"));
        PLACES.put("Host", (builder, text) -> builder.header("Host", "other.example" + text));
        PLACES.put("User-Agent", (builder, text) -> builder.header("User-Agent", text + "agent"));
        PLACES.put("Authorization", (builder, text) -> builder.header("authorization", "Bearer x" + text));
        PLACES.put(
                "host to connect to",
                (builder, text) -> builder.names(NameOptions.DEFAULT.withConnectTo(
                        new ConnectTo(null, null, "server" + text + ".example", 80))));
    }

    /** Puts a text into one of the options of a proxy. */
    private static final Map<String, BiFunction<ProxyOptions.Builder, String, ProxyOptions.Builder>> PROXY_PLACES =
            new LinkedHashMap<>();

    static {
        PROXY_PLACES.put("user", (builder, text) -> builder.proxy(proxy("u" + text, "p")));
        PROXY_PLACES.put("password", (builder, text) -> builder.proxy(proxy("u", "p" + text)));
        PROXY_PLACES.put(
                "host", (builder, text) -> builder.proxy(new Proxy(Proxy.Kind.HTTP, "127.0.0.1" + text, 1080)));
        PROXY_PLACES.put("name of a header", (builder, text) -> builder.header("X" + text, "y"));
        PROXY_PLACES.put("value of a header", (builder, text) -> builder.header("X", "a" + text));
        PROXY_PLACES.put("Host", (builder, text) -> builder.header("Host", "a" + text));
    }

    private static Proxy proxy(String user, String password) {
        return new Proxy(Proxy.Kind.HTTP, "127.0.0.1", ProxyScripts.PORT, user, password);
    }

    static Set<String> places() {
        return PLACES.keySet();
    }

    static Set<String> proxyPlaces() {
        return PROXY_PLACES.keySet();
    }

    private static List<String> lineEnds() {
        return List.of(
                "\r", "\n", "\0", "\r\n", "\r\nX-Evil: y", "\n\nGET /evil HTTP/1.1\r\nHost: h\r\n\r\n", " \r\n z");
    }

    @ParameterizedTest
    @MethodSource("places")
    @Verifies("SEC73")
    void a_line_end_or_nul_in_any_text_fails_before_anything_is_connected(String place) {
        for (String bad : lineEnds()) {
            for (Way way : Way.values()) {
                try (World world = new World()) {
                    assertThat(world.run(way, PLACES.get(place), null, bad))
                            .as("%s in the %s, %s", bad, place, way)
                            .isFalse();
                    assertThat(world.connections()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("proxyPlaces")
    @Verifies("SEC73")
    void a_line_end_or_nul_in_any_text_for_a_proxy_fails_before_anything_is_connected(String place) {
        for (String bad : lineEnds()) {
            try (World world = new World()) {
                assertThat(world.run(Way.TUNNEL, null, PROXY_PLACES.get(place), bad))
                        .isFalse();
                assertThat(world.run(Way.FORWARDED, null, PROXY_PLACES.get(place), bad))
                        .isFalse();
                assertThat(world.connections()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    @Verifies("SEC73")
    void encoded_ones_are_sent_encoded_or_refused(String place) {
        for (String bad :
                List.of("%0d%0aX-Evil:%20y", "%0D", "%0A", "%00", "%0d%0a%0d%0aGET%20/evil%20HTTP/1.1%0d%0a")) {
            for (Way way : Way.values()) {
                try (World world = new World()) {
                    world.run(way, PLACES.get(place), null, bad);
                    world.assertOneRequestATransfer();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    @Verifies("SEC73")
    void a_character_whose_last_byte_is_a_line_end_is_none(String place) {
        // As one byte each of these would be a CR, an LF or a NUL.
        for (String odd :
                List.of("\u010d\u010a", "\u0d0a", "\u0a0d\u0a0a", "\u0100", "\u2000", "\ud83d\udc0d\ud83d\udc0a")) {
            for (Way way : Way.values()) {
                try (World world = new World()) {
                    world.run(way, PLACES.get(place), null, odd + "X-Evil: y");
                    world.run(way, PLACES.get(place), null, odd);
                    world.assertOneRequestATransfer();
                }
            }
        }
    }

    @Test
    @Verifies("SEC73")
    void whatever_texts_are_given_a_strict_server_reads_as_many_requests_as_there_were_transfers() {
        String[] parts = {
            "\r\n", "\r", "\n", "\0", " ", "\t", ":", "X: y", "GET / HTTP/1.1", "%0d%0a", "%00", "\u010d", "\u010a",
                    "\u0100",
            "\u0d0a", "\u00e4", "\u0085", "\u2028", "\"", "\\", ",", ";", "#", "?", "@", "/", "chunked",
                    "Content-Length: 5",
            "\u007f", "\u001b[2J", "a", "0"
        };
        Random random = new Random(81_50);
        List<String> names = new ArrayList<>(PLACES.keySet());
        List<String> proxyNames = new ArrayList<>(PROXY_PLACES.keySet());
        int sent = 0;
        for (int i = 0; i < 250; i++) {
            try (World world = new World()) {
                for (int n = 0; n < 10; n++) {
                    StringBuilder text = new StringBuilder();
                    for (int k = 1 + random.nextInt(4); k > 0; k--) {
                        text.append(parts[random.nextInt(parts.length)]);
                    }
                    Way way = Way.values()[random.nextInt(3)];
                    boolean isForProxy = way != Way.DIRECT && random.nextInt(3) == 0;
                    boolean isSent = world.run(
                            way,
                            isForProxy ? null : PLACES.get(names.get(random.nextInt(names.size()))),
                            isForProxy ? PROXY_PLACES.get(proxyNames.get(random.nextInt(proxyNames.size()))) : null,
                            text.toString());
                    sent += isSent ? 1 : 0;
                }
                world.assertOneRequestATransfer();
            }
        }
        assertThat(sent).as("texts that could be sent").isGreaterThan(300);
    }

    @Test
    @Verifies("SEC73")
    void records_that_are_made_without_a_builder_check_as_well() {
        for (String bad : lineEnds()) {
            assertThat(isRefused(() -> new Header("X", bad))).isTrue();
            assertThat(isRefused(() -> new Header(bad, "x"))).isTrue();
            assertThat(isRefused(() -> new ConnectTo(null, null, "h" + bad, 80)))
                    .isTrue();
            assertThat(isRefused(() -> ConnectTo.parse("::h" + bad + ":80"))).isTrue();
            assertThat(isRefused(() -> new Proxy(Proxy.Kind.SOCKS5, "h" + bad, 1)))
                    .isTrue();
            assertThat(isRefused(() -> proxy(bad, "p"))).isTrue();
            assertThat(isRefused(() -> proxy("u", bad))).isTrue();
        }
        for (String bad : List.of("a/b", "a@b", "a b", "a#b", "a?b", "a\\b", "[a", "a%00", "a,b", "")) {
            assertThat(isRefused(() -> new ConnectTo(null, null, bad, 80)))
                    .as(bad)
                    .isTrue();
        }
        for (int port : new int[] {0, -1, 65_536, 65_616}) {
            assertThat(isRefused(() -> new ConnectTo(null, null, "h", port))).isTrue();
        }
        assertThat(new ConnectTo(null, null, "fe80::1%eth0", 65_535).toHost()).isEqualTo("fe80::1%eth0");
    }

    private static boolean isRefused(Runnable making) {
        try {
            making.run();
            return false;
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    /** A server and a proxy that read strictly and answer everything. */
    private static final class World implements AutoCloseable {

        private final Simulation sim = new Simulation(
                MultiOptions.builder().resolver(new ScriptedResolver().name("server.example", Ip.local(1))));
        private final MemoryServer proxy = sim.listen("127.0.0.1", ProxyScripts.PORT);
        private int answered;

        World() {
            sim.server().respondWith(Responses.ok("hello"));
            proxy.onAccept(ProxyScripts.connecting(ProxyScripts.ESTABLISHED));
        }

        /** Whether a transfer with a text in one place was sent and answered. */
        boolean run(
                Way way,
                @org.jspecify.annotations.Nullable BiFunction<TransferOptions.Builder, String, TransferOptions.Builder> place,
                @org.jspecify.annotations.Nullable BiFunction<ProxyOptions.Builder, String, ProxyOptions.Builder> forProxy,
                String text) {
            Recording get;
            try {
                TransferOptions.Builder builder = TransferOptions.builder("http://server.example/");
                if (way != Way.DIRECT) {
                    ProxyOptions.Builder options =
                            ProxyOptions.builder().proxy(proxy("u", "p")).tunnel(way == Way.TUNNEL);
                    builder.proxy((forProxy == null ? options : forProxy.apply(options, text)).build());
                }
                get = new Recording((place == null ? builder : place.apply(builder, text)).build());
            } catch (IllegalArgumentException refused) {
                return false;
            }
            sim.start(get);
            sim.runUntilDone();
            if (get.result().isOk()) {
                answered++;
                return true;
            }
            assertThat(get.code()).as("%s", get).isIn(NAMED);
            return false;
        }

        int connections() {
            return sim.server().connections().size() + proxy.connections().size();
        }

        void assertOneRequestATransfer() {
            int requests = 0;
            List<MemoryConnection> connections = new ArrayList<>(sim.server().connections());
            connections.addAll(proxy.connections());
            for (MemoryConnection connection : connections) {
                String all = connection.receivedText();
                assertThat(all.isEmpty() || all.endsWith("\r\n\r\n")).as(all).isTrue();
                for (String head : all.split("\r\n\r\n", 0)) {
                    String[] lines = head.split("\r\n", -1);
                    assertThat(lines[0].isEmpty()
                                    || REQUEST_LINE.matcher(lines[0]).matches())
                            .as(head)
                            .isTrue();
                    for (int i = 1; i < lines.length; i++) {
                        assertThat(lines[i]).matches(FIELD).doesNotStartWith("X-Evil");
                    }
                    requests += head.isEmpty() || head.startsWith("CONNECT ") ? 0 : 1;
                }
            }
            assertThat(requests).isEqualTo(answered);
        }

        @Override
        public void close() {
            sim.assertClean();
        }
    }
}
