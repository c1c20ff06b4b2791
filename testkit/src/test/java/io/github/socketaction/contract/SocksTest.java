package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.GRANTED_4;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_5;
import static io.github.socketaction.contract.ProxyScripts.LOGIN_ACCEPTED;
import static io.github.socketaction.contract.ProxyScripts.LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.NO_LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.answering;
import static io.github.socketaction.contract.ProxyScripts.bytes;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.head;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.contract.ProxyScripts.Answer;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ResultCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to SOCKS proxies, and what is made of their answers. */
class SocksTest {

    private static final String NAME = "server.example";

    /** The bytes of a SOCKS 5 request for the name and port 80. */
    private static final byte[] REQUEST_BY_NAME = bytes(5, 1, 0, 3, NAME.length(), NAME, 0, 80);

    @Test
    @Verifies("V1")
    void socks5_with_names_lets_the_proxy_look_them_up() {
        ScriptedResolver names = new ScriptedResolver();
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(ProxyScripts.socks5(REQUEST_BY_NAME.length));
            Recording get = get(sim, "http://" + NAME + "/x", proxy("socks5h"));
            sim.runUntilDone();
            assertThat(get.result().isOk()).as(get.result().toString()).isTrue();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(names.queries()).isEmpty();
            byte[] said = bytes(5, 1, 0, REQUEST_BY_NAME);
            assertThat(head(proxy.connection(1), said.length)).isEqualTo(said);
            assertThat(proxy.connection(1).receivedText().substring(said.length))
                    .startsWith("GET /x HTTP/1.1\r\nHost: " + NAME + "\r\n");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"socks5h, 127.1.2.3", "socks5, 127.1.2.3", "socks5h, [2001:db8::7]", "socks5, [2001:db8::7]"})
    @Verifies("V1")
    void socks5_gives_addresses_as_addresses(String scheme, String host) {
        byte[] request = host.startsWith("[")
                ? bytes(5, 1, 0, 4, 0x20, 1, 0xd, 0xb8, new byte[11], 7, 0, 80)
                : bytes(5, 1, 0, 1, 127, 1, 2, 3, 0, 80);
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(ProxyScripts.socks5(request.length));
            Recording get = get(sim, "http://" + host + "/", proxy(scheme));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(head(proxy.connection(1), 3 + request.length)).isEqualTo(bytes(5, 1, 0, request));
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "socks4"})
    @Verifies("V1")
    void without_names_the_address_is_looked_up_here(String scheme) {
        ScriptedResolver names = new ScriptedResolver().name(NAME, Ip.local(9));
        byte[] request = scheme.equals("socks5")
                ? bytes(5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 9, 0, 80)
                : bytes(4, 1, 0, 80, 127, 0, 0, 9, 0);
        List<Answer> answers = scheme.equals("socks5")
                ? List.of(new Answer(3, NO_LOGIN_CHOSEN), new Answer(request.length, GRANTED_5))
                : List.of(new Answer(request.length, GRANTED_4));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(answering(answers));
            Recording get = get(sim, "http://" + NAME + "/", proxy(scheme));
            sim.runUntilDone();
            assertThat(get.bodyText()).as(get.result().toString()).isEqualTo("hello");
            assertThat(head(proxy.connection(1), request.length)).isEqualTo(request);
            assertThat(names.queries()).hasSize(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V1")
    void user_and_password_are_said_when_the_proxy_asks_for_them_and_never_to_the_server() {
        byte[] login = bytes(1, 4, "user", 9, "p\u00c3\u00a4ssword");
        int request = 4 + login.length + REQUEST_BY_NAME.length;
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(answering(List.of(
                            new Answer(4, LOGIN_CHOSEN),
                            new Answer(4 + login.length, LOGIN_ACCEPTED),
                            new Answer(request, GRANTED_5))));
            Recording get = get(sim, "http://" + NAME + "/", proxy("socks5h", "user", "p\u00e4ssword"));
            sim.runUntilDone();
            assertThat(get.bodyText()).as(get.result().toString()).isEqualTo("hello");
            assertThat(head(proxy.connection(1), request)).isEqualTo(bytes(5, 2, 0, 2, login, REQUEST_BY_NAME));
            assertThat(proxy.connection(1).receivedText().substring(request)).doesNotContain("ssword", "Auth");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V2")
    void socks4a_gives_the_name_and_the_user() {
        byte[] request = bytes(4, 1, 0, 80, 0, 0, 0, 1, "user", 0, NAME, 0);
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy =
                    sim.listen("127.0.0.1", PORT).onAccept(answering(List.of(new Answer(request.length, GRANTED_4))));
            Recording get = get(sim, "http://" + NAME + "/", proxy("socks4a", "user", "unused"));
            sim.runUntilDone();
            assertThat(get.bodyText()).as(get.result().toString()).isEqualTo("hello");
            assertThat(head(proxy.connection(1), request.length)).isEqualTo(request);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V2")
    void socks4a_gives_an_ipv4_address_as_an_address() {
        byte[] request = bytes(4, 1, 0, 80, 127, 1, 2, 3, 0);
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy =
                    sim.listen("127.0.0.1", PORT).onAccept(answering(List.of(new Answer(request.length, GRANTED_4))));
            Recording get = get(sim, "http://127.1.2.3/", proxy("socks4a"));
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(head(proxy.connection(1), request.length)).isEqualTo(request);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V2")
    void socks4_cannot_lead_to_a_host_that_has_ipv6_only() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT);
            Recording get = get(sim, "http://[2001:db8::7]/", proxy("socks4"));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.PROXY);
            assertThat(get.result().message()).contains("[2001:db8::7]:80", "IPv4", "socks5h");
            assertThat(proxy.connections()).isEmpty();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5h", "socks4a"})
    @Verifies("V3")
    void a_name_of_255_bytes_is_sent_and_a_longer_one_is_refused_and_looked_up_nowhere(String scheme) {
        ScriptedResolver resolver = new ScriptedResolver();
        String longest = "a".repeat(62) + ".b".repeat(96) + ".";
        assertThat(longest).hasSize(255);
        for (String host : List.of(longest, longest + "c", "d".repeat(65_535))) {
            try (Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver))) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                        .onAccept(
                                scheme.equals("socks5h")
                                        ? ProxyScripts.socks5(7 + 255)
                                        : answering(List.of(new Answer(8 + 1 + 256, GRANTED_4))));
                Recording get = get(sim, "http://" + host + "/", proxy(scheme));
                sim.runUntilDone();
                if (host.equals(longest)) {
                    assertThat(get.bodyText()).isEqualTo("hello");
                    assertThat(proxy.connection(1).receivedText()).contains(longest);
                } else {
                    assertThat(get.code()).isEqualTo(ResultCode.PROXY);
                    assertThat(get.result().message()).contains(host.length() + " bytes", "255");
                    assertThat(proxy.connections()).isEmpty();
                }
                assertThat(resolver.queries()).isEmpty();
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("V3")
    void users_and_passwords_of_255_bytes_are_sent_and_longer_ones_refused() {
        String longest = "u".repeat(255);
        byte[] login = bytes(1, 255, longest, 255, longest);
        List<Answer> answers = List.of(
                new Answer(4, LOGIN_CHOSEN),
                new Answer(4 + login.length, LOGIN_ACCEPTED),
                new Answer(4 + login.length + REQUEST_BY_NAME.length, GRANTED_5));
        Map<String, Proxy> proxies = new TreeMap<>(Map.of(
                "both", proxy("socks5h", longest, longest),
                "user", proxy("socks5h", longest + "x", "p"),
                "password", proxy("socks5h", "u", longest + "x"),
                "user of 4a", proxy("socks4a", longest + "x", "")));
        proxies.forEach((what, with) -> {
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(answering(answers));
                Recording get = get(sim, "http://" + NAME + "/", with);
                sim.runUntilDone();
                if (what.equals("both")) {
                    assertThat(get.bodyText()).isEqualTo("hello");
                } else {
                    assertThat(get.code()).as(what).isEqualTo(ResultCode.PROXY);
                    assertThat(get.result().message()).contains("256 bytes", what.replaceAll(" .*", ""));
                    assertThat(get.result().message()).doesNotContain("uuu");
                    assertThat(proxy.connections()).isEmpty();
                }
                sim.assertClean();
            }
        });
    }
}
