package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.IpLiterals;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.NameOptions.Family;
import io.github.socketaction.transfer.ResolveOverride;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses given in place of look-ups, and other places to connect to: curl's --resolve and --connect-to. */
class NamesOverridesTest {

    private static NameOptions resolve(String... entries) {
        NameOptions names = NameOptions.DEFAULT;
        for (String entry : entries) {
            names = names.withResolve(ResolveOverride.parse(entry));
        }
        return names;
    }

    private static NameOptions connectTo(String... entries) {
        NameOptions names = NameOptions.DEFAULT;
        for (String entry : entries) {
            names = names.withConnectTo(ConnectTo.parse(entry));
        }
        return names;
    }

    private static Simulation world(ScriptedResolver resolver) {
        Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver));
        sim.server().respondWith(Responses.ok("1"));
        sim.listen("127.0.0.2", 80).respondWith(Responses.ok("2"));
        sim.listen("127.0.0.2", 8080).respondWith(Responses.ok("2:8080"));
        sim.listen("::1", 80).respondWith(Responses.ok("six"));
        return sim;
    }

    private static Recording get(Simulation sim, String url, NameOptions names) {
        Recording get = sim.start(url, options -> options.names(names));
        sim.runUntilDone();
        return get;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example:80:127.0.0.1 | a.example | 80 | 127.0.0.1",
                "+a.example:80:127.0.0.1 | a.example | 80 | 127.0.0.1",
                "*:443:127.0.0.1 | * | 443 | 127.0.0.1",
                "a:1:127.0.0.1,127.0.0.2 | a | 1 | 127.0.0.1 127.0.0.2",
                "a:65535:::1 | a | 65535 | 0:0:0:0:0:0:0:1",
                "a:80:[::1],127.0.0.1,[2001:db8::2] | a | 80 | 0:0:0:0:0:0:0:1 127.0.0.1 2001:db8:0:0:0:0:0:2",
                "[::1]:80:127.0.0.2 | ::1 | 80 | 127.0.0.2",
                "127.0.0.1:80:127.0.0.2 | 127.0.0.1 | 80 | 127.0.0.2",
                "-a.example:80 | a.example | 80 | ''"
            })
    @Verifies("W37")
    void overrides_are_read_as_curl_reads_them(String text, String host, int port, String addresses) {
        ResolveOverride override = ResolveOverride.parse(text);
        assertThat(override.host()).isEqualTo(host);
        assertThat(override.port()).isEqualTo(port);
        assertThat(override.addresses().stream()
                        .map(InetAddress::getHostAddress)
                        .toList())
                .isEqualTo(addresses.isEmpty() ? List.of() : List.of(addresses.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:",
                "a:80",
                "a:80:",
                "a:80:,",
                "a:80:127.0.0.1,",
                "a:80:name.example",
                "a:80:999.1.1.1",
                "a:80:1.2.3",
                "a:80:1.2.3.4.5",
                "a:80:01.2.3.4",
                "a:0:127.0.0.1",
                "a:65536:127.0.0.1",
                "a:-1:127.0.0.1",
                "a:x:127.0.0.1",
                "a:999999999999:127.0.0.1",
                ":80:127.0.0.1",
                "[::1:80:127.0.0.1",
                "-a",
                "-:80",
                "-a:80:127.0.0.1",
                "a b:80:127.0.0.1",
                "a\r\nb:80:127.0.0.1",
                "a\0b:80:127.0.0.1"
            })
    @Verifies("W37")
    void what_is_no_override_is_refused_with_the_text_and_the_reason(String text) {
        assertThatThrownBy(() -> ResolveOverride.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot read '")
                .hasMessageContaining("HOST:PORT")
                .hasMessageMatching("\\P{Cntrl}*: .+");
    }

    @Test
    @Verifies("W37")
    void an_override_cut_anywhere_is_refused_or_another_override() {
        String whole = "+some.example:8080:127.0.0.1,[2001:db8::1]";
        for (int i = 0; i < whole.length(); i++) {
            String cut = whole.substring(0, i);
            try {
                assertThat(ResolveOverride.parse(cut).host()).isEqualTo("some.example");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("cannot read '" + cut + "'");
            }
        }
    }

    @Test
    @Verifies("W38")
    void an_override_takes_the_place_of_the_look_up_for_its_host_and_port_only() {
        ScriptedResolver resolver = new ScriptedResolver().name("a.example", Ip.local(1));
        try (Simulation sim = world(resolver)) {
            NameOptions names = resolve("A.example.:80:127.0.0.2", "a.example:443:127.0.0.9");
            assertThat(get(sim, "http://a.example/", names).bodyText()).isEqualTo("2");
            assertThat(resolver.queries()).isEmpty();
            assertThat(get(sim, "http://a.example:8080/", names).code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(resolver.queries()).hasSize(1);
            assertThat(get(sim, "http://127.0.0.1/", resolve("127.0.0.1:80:127.0.0.2"))
                            .bodyText())
                    .isEqualTo("2");
            assertThat(get(sim, "http://localhost/", resolve("localhost:80:127.0.0.2"))
                            .bodyText())
                    .isEqualTo("2");
            assertThat(resolver.queries()).hasSize(1);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*:80:127.0.0.2 | 2",
                "*:81:127.0.0.2 | 1",
                "*:80:127.0.0.9 a.example:80:127.0.0.2 | 2",
                "a.example:80:127.0.0.2 *:80:127.0.0.9 | 2",
                "a.example:80:127.0.0.9 a.example:80:127.0.0.2 | 2",
                "a.example:80:127.0.0.2 -a.example:80 | 1",
                "a.example:80:127.0.0.2 -*:80 | 2",
                "*:80:127.0.0.2 -a.example:80 | 2",
                "*:80:127.0.0.2 -*:80 | 1",
                "b.example:80:127.0.0.2 | 1",
                "a.example:80:127.0.0.9,127.0.0.2 | 2"
            })
    @Verifies("W38")
    void the_last_entry_for_a_host_counts_before_the_last_for_any(String entries, String expected) {
        ScriptedResolver resolver = new ScriptedResolver().name("a.example", Ip.local(1));
        try (Simulation sim = world(resolver)) {
            assertThat(get(sim, "http://a.example/", resolve(entries.split(" ")))
                            .bodyText())
                    .isEqualTo(expected);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W38")
    void an_entry_that_is_taken_back_asks_for_a_fresh_answer_and_an_override_is_kept_for_nobody_else() {
        ScriptedResolver resolver = new ScriptedResolver().name("a.example", Ip.local(1));
        try (Simulation sim = world(resolver)) {
            assertThat(get(sim, "http://a.example/", resolve("a.example:80:127.0.0.2"))
                            .bodyText())
                    .isEqualTo("2");
            assertThat(get(sim, "http://a.example/", NameOptions.DEFAULT).bodyText())
                    .isEqualTo("1");
            assertThat(get(sim, "http://a.example/", resolve("-a.example:80")).bodyText())
                    .isEqualTo("1");
            assertThat(resolver.queries()).hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W38")
    void an_override_without_an_address_of_the_family_fails_instead_of_asking_a_name_server() {
        ScriptedResolver resolver = new ScriptedResolver().name("a.example", Ip.local(1));
        try (Simulation sim = world(resolver)) {
            NameOptions both = resolve("a.example:80:127.0.0.2,[::1]");
            assertThat(get(sim, "http://a.example/", both.withFamily(Family.IPV6))
                            .bodyText())
                    .isEqualTo("six");
            NameOptions six = resolve("a.example:80:[::1]").withFamily(Family.IPV4);
            assertThat(get(sim, "http://a.example/", six).code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(resolver.queries()).isEmpty();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example:80:127.0.0.2:8080 | 2:8080",
                "::127.0.0.2: | 2",
                ":80:127.0.0.2: | 2",
                "A.EXAMPLE.::127.0.0.2: | 2",
                "a.example::[::1]: | six",
                ":81:127.0.0.2: | 1",
                "b.example::127.0.0.2: | 1",
                "::: | 1",
                ":81:127.0.0.9: ::127.0.0.2:8080 | 2:8080",
                "::127.0.0.2: ::127.0.0.9: | 2",
                "a.example:80:b.example:80 | 2"
            })
    @Verifies("W39")
    void another_place_to_connect_to_is_found_as_curl_finds_it(String entries, String expected) {
        ScriptedResolver resolver =
                new ScriptedResolver().name("a.example", Ip.local(1)).name("b.example", Ip.local(2));
        try (Simulation sim = world(resolver)) {
            Recording get = get(sim, "http://a.example/", connectTo(entries.split(" ")));
            assertThat(get.bodyText()).isEqualTo(expected);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W39")
    void what_is_said_to_the_server_stays_about_the_host_of_the_url() {
        try (Simulation sim = world(new ScriptedResolver())) {
            get(sim, "http://a.example/x", connectTo("::127.0.0.1:"));
            assertThat(sim.server().requests().get(0)).startsWith("GET /x HTTP/1.1\r\nHost: a.example\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W39")
    void an_override_counts_for_the_place_that_is_connected_to() {
        try (Simulation sim = world(new ScriptedResolver())) {
            NameOptions names = resolve("b.example:8080:127.0.0.2", "a.example:80:127.0.0.9")
                    .withConnectTo(ConnectTo.parse("a.example:80:b.example:8080"));
            assertThat(get(sim, "http://a.example/", names).bodyText()).isEqualTo("2:8080");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                "a",
                "a:80",
                "a:80:b",
                "a:0:b:80",
                "a:80:b:65536",
                "a:80:b:x",
                "[::1:80:b:80",
                "a:80:[::1:80",
                "a:80:b:80:",
                "a:80:b c:80",
                "a:80:b\n:80"
            })
    @Verifies("W39")
    void what_is_no_direction_is_refused_with_the_text_and_the_reason(String text) {
        assertThatThrownBy(() -> ConnectTo.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST1:PORT1:HOST2:PORT2")
                .hasMessageMatching("\\P{Cntrl}*: .+");
    }

    @Test
    @Verifies("W40")
    void connections_made_with_other_overrides_or_directions_are_not_shared() {
        ScriptedResolver resolver = new ScriptedResolver().name("a.example", Ip.local(1));
        try (Simulation sim = world(resolver)) {
            List<NameOptions> all = List.of(
                    NameOptions.DEFAULT,
                    resolve("a.example:80:127.0.0.1"),
                    connectTo("::127.0.0.1:"),
                    NameOptions.DEFAULT.withFamily(Family.IPV4));
            for (int round = 0; round < 2; round++) {
                all.forEach(names -> get(sim, "http://a.example/", names));
            }
            assertThat(sim.server().connections()).hasSize(all.size());
            get(
                    sim,
                    "http://a.example/",
                    NameOptions.DEFAULT.withCacheLifetime(Duration.ZERO).withHappyEyeballsDelay(Duration.ofSeconds(1)));
            assertThat(sim.server().connections()).hasSize(all.size());
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, 0:0:0:0:0:0:0:0",
        "::ffff:1.2.3.4, 1.2.3.4",
        "256.1.1.1, ''",
        "1.2.3, ''",
        "1.2.3.4., ''",
        ".1.2.3.4, ''",
        "1..2.3, ''",
        "a.b.c.d, ''",
        "some.example, ''",
        "x::1, ''",
        "::g, ''",
        "1:2:3:4:5:6:7:8:9, ''",
        "00.1.1.1, ''",
        "2130706433, ''"
    })
    @Verifies("W5")
    void literals_are_read_without_asking_anybody(String text, String expected) {
        InetAddress address = IpLiterals.parse(text);
        assertThat(address == null ? "" : address.getHostAddress()).isEqualTo(expected);
    }

    @Test
    @Verifies("W31")
    void durations_are_not_negative() {
        Duration negative = Duration.ofNanos(-1);
        assertThatThrownBy(() -> NameOptions.DEFAULT.withCacheLifetime(negative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cacheLifetime");
        assertThatThrownBy(() -> NameOptions.DEFAULT.withHappyEyeballsDelay(negative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("happyEyeballsDelay");
        assertThat(NameOptions.DEFAULT
                        .withCacheLifetime(Duration.ofSeconds(Long.MAX_VALUE))
                        .cacheLifetime())
                .isEqualTo(NameOptions.FOREVER);
    }
}
