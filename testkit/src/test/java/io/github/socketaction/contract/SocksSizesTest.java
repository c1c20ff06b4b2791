package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.GRANTED_4;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_5;
import static io.github.socketaction.contract.ProxyScripts.LOGIN_ACCEPTED;
import static io.github.socketaction.contract.ProxyScripts.LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.NO_LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.bytes;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest texts that SOCKS can carry and longer ones, with a proxy that answers byte by byte, each a while later. */
class SocksSizesTest {

    /** Ways to say the same host to a SOCKS proxy. */
    enum Said {
        IN_THE_URL,
        AS_CONNECT_TO,
        AS_THE_HTTP_PROXY
    }

    @ParameterizedTest
    @CsvSource({
        "socks5h, IN_THE_URL",
        "socks4a, IN_THE_URL",
        "socks5h, AS_CONNECT_TO",
        "socks4a, AS_CONNECT_TO",
        "socks5h, AS_THE_HTTP_PROXY",
        "socks4a, AS_THE_HTTP_PROXY"
    })
    @Verifies("SEC75")
    void a_host_of_255_bytes_arrives_whole_and_of_a_longer_one_nothing_is_said_or_looked_up(String scheme, Said said) {
        for (int length : new int[] {1, 254, 255, 256, 257, 511, 512, 65_535, 65_536}) {
            String host = "h".repeat(length);
            ScriptedResolver names =
                    new ScriptedResolver().name(host, Ip.local(1)).name("h", Ip.local(1));
            try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
                boolean is5 = scheme.equals("socks5h");
                byte[] request =
                        is5 ? bytes(5, 1, 0, 3, length, host, 0, 80) : bytes(4, 1, 0, 80, 0, 0, 0, 1, 0, host, 0);
                MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(trickling(scheme, request.length, null));
                Recording get = sim.start(
                        said == Said.IN_THE_URL ? "http://" + host + "/" : "http://server.example/",
                        saying(scheme, said, host));
                sim.runUntilDone();
                if (length <= 255) {
                    assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                    byte[] heard = is5 ? bytes(5, 1, 0, request) : request;
                    assertThat(ProxyScripts.head(proxy.connection(1), heard.length))
                            .isEqualTo(heard);
                } else {
                    assertThat(get.code()).isEqualTo(ResultCode.PROXY);
                    assertThat(get.result().message()).contains(length + " bytes", "at most 255");
                    assertThat(get.result().message().length()).isLessThan(300);
                    assertThat(proxy.connections()).isEmpty();
                }
                assertThat(names.queries()).as("asked for here").isEmpty();
                sim.assertClean();
            }
        }
    }

    private static UnaryOperator<TransferOptions.Builder> saying(String scheme, Said said, String host) {
        ProxyOptions.Builder proxies = ProxyOptions.builder().preProxy(proxy(scheme));
        return switch (said) {
            case IN_THE_URL -> builder -> builder.proxy(proxies.build());
            case AS_CONNECT_TO ->
                builder -> builder.proxy(proxies.build())
                        .names(NameOptions.DEFAULT.withConnectTo(new ConnectTo(null, null, host, 80)));
            case AS_THE_HTTP_PROXY ->
                builder -> builder.proxy(
                        proxies.proxy(new Proxy(Proxy.Kind.HTTP, host, 80)).build());
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "255, 255",
        "255, 0",
        "0, 255",
        "256, 1",
        "1, 256",
        "256, 256",
        "512, 1",
        "1, 512",
        "65536, 1",
        "1, 65537"
    })
    @Verifies("SEC75")
    void users_and_passwords_of_255_bytes_arrive_whole_and_of_longer_ones_nothing_is_said(int user, int password) {
        Proxy proxy = proxy("socks5h", "u".repeat(user), "p".repeat(password));
        byte[] login = bytes(1, user, "u".repeat(user), password, "p".repeat(password));
        byte[] request = bytes(5, 1, 0, 3, 14, "server.example", 0, 80);
        try (Simulation sim = new Simulation()) {
            MemoryServer server = sim.listen("127.0.0.1", PORT).onAccept(trickling("socks5h", request.length, login));
            Recording get = ProxyScripts.get(sim, "http://server.example/", proxy);
            sim.runUntilDone();
            if (user <= 255 && password <= 255) {
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                assertThat(ProxyScripts.head(server.connection(1), 4 + login.length + request.length))
                        .isEqualTo(bytes(5, 2, 0, 2, login, request));
            } else {
                assertThat(get.code()).isEqualTo(ResultCode.PROXY);
                assertThat(get.result().message()).contains(user > 255 ? "user" : "password", "at most 255");
                assertThat(get.result().message()).doesNotContain("uuu", "ppp");
                assertThat(server.connections()).isEmpty();
            }
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128})
    @Verifies("SEC75")
    void bytes_count_and_not_characters(int characters) {
        String text = "\u00e4".repeat(characters);
        boolean fits = 2 * characters <= 255;
        byte[] login = bytes(1, 2 * characters, "\u00c3\u00a4".repeat(characters), 1, "p");
        for (Proxy proxy : List.of(proxy("socks5h", text, "p"), proxy("socks5h", "p", text))) {
            try (Simulation sim = new Simulation()) {
                MemoryServer server = sim.listen("127.0.0.1", PORT).onAccept(trickling("socks5h", 21, login));
                Recording get = ProxyScripts.get(sim, "http://server.example/", proxy);
                sim.runUntilDone();
                assertThat(get.code()).as("%s", get).isEqualTo(fits ? ResultCode.OK : ResultCode.PROXY);
                assertThat(server.connections()).hasSize(fits ? 1 : 0);
                sim.assertClean();
            }
        }
    }

    /** A proxy whose answers come one byte at a time, 10 ms apart; then it is the server. */
    private static java.util.function.Consumer<MemoryConnection> trickling(
            String scheme, int request, byte @Nullable [] login) {
        boolean is4 = scheme.equals("socks4a");
        int greeting = login == null ? 3 : 4;
        int loginEnd = greeting + (login == null ? 0 : login.length);
        int first = is4 ? request : greeting;
        byte[] chosen = login == null ? NO_LOGIN_CHOSEN : LOGIN_CHOSEN;
        return connection -> {
            int[] came = {0};
            int[] next = {0};
            connection.onData(bytes -> {
                came[0] += bytes.length;
                if (next[0] == 0 && came[0] >= first) {
                    next[0] = is4 ? 3 : 1;
                    slowly(connection, is4 ? GRANTED_4 : chosen);
                } else if (next[0] == 1 && login != null && came[0] >= loginEnd) {
                    next[0] = 2;
                    slowly(connection, LOGIN_ACCEPTED);
                } else if (next[0] > 0 && next[0] < 3 && !is4 && came[0] >= loginEnd + request) {
                    next[0] = 3;
                    slowly(connection, GRANTED_5);
                }
            });
            connection.onRequest(head -> connection.send(Responses.ok("hello")));
        };
    }

    private static void slowly(MemoryConnection connection, byte[] answer) {
        for (int i = 0; i < answer.length; i++) {
            byte[] one = {answer[i]};
            connection.after(Duration.ofMillis(10L * (i + 1)), () -> connection.send(one));
        }
    }
}
