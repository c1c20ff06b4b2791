package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.NameOptions.Family;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are asked for, how often, and what is kept of the answers. */
class NamesTest {

    private static final String URL = "http://some.example/";

    private static ScriptedResolver names() {
        return new ScriptedResolver().name("some.example", Ip.local(1)).name("other.example", Ip.local(1));
    }

    private static Simulation worldWith(Resolver resolver) {
        Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver));
        sim.server().respondAndClose("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
        return sim;
    }

    private static Recording get(Simulation sim, String url, Duration cacheLifetime) {
        NameOptions names = NameOptions.DEFAULT.withCacheLifetime(cacheLifetime);
        return sim.start(url, options -> options.names(names).connectTimeout(Duration.ZERO));
    }

    private static void getDone(Simulation sim, Duration cacheLifetime) {
        Recording get = get(sim, URL, cacheLifetime);
        sim.runUntilDone();
        assertThat(get.bodyText()).isEqualTo("hello");
    }

    @Test
    @Verifies("W30")
    void the_same_name_is_asked_for_once_while_it_is_under_way_and_serves_all_who_wait() {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            List<Recording> gets = new ArrayList<>();
            for (String url : List.of(URL, "http://SOME.example/x", "http://some.example:80/y")) {
                gets.add(get(sim, url, Duration.ZERO));
            }
            Recording other = get(sim, "http://other.example/", Duration.ZERO);
            sim.settle();
            assertThat(names.queries())
                    .extracting(ScriptedResolver.Query::host)
                    .containsExactly("some.example", "other.example");
            assertThat(sim.counts().lookups()).isEqualTo(4);
            names.queries().get(0).answer();
            sim.settle();
            assertThat(gets).allMatch(Recording::isDone);
            assertThat(other.isDone()).isFalse();
            names.queries().get(1).answer();
            sim.runUntilDone();
            assertThat(other.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W30")
    void a_merged_look_up_is_cancelled_only_when_the_last_one_who_waits_is_gone() {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            Recording first = get(sim, URL, Duration.ZERO);
            Recording second = get(sim, URL, Duration.ZERO);
            sim.settle();
            sim.multi().remove(first.transfer());
            assertThat(names.queries().get(0).isCancelled()).isFalse();
            assertThat(sim.counts().lookups()).isEqualTo(1);
            sim.multi().remove(second.transfer());
            assertThat(names.queries().get(0).isCancelled()).isTrue();
            assertThat(sim.counts().lookups()).isZero();
            assertThat(sim.log().announced()).isEmpty();
            Recording third = get(sim, URL, Duration.ZERO);
            sim.settle();
            assertThat(names.queries()).hasSize(2);
            names.queries().get(0).answer();
            sim.settle();
            assertThat(third.isDone()).isFalse();
            names.queries().get(1).answer();
            sim.runUntilDone();
            assertThat(third.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"59999999999, 1", "60000000000, 2", "60000000001, 2"})
    @Verifies("W31")
    void an_answer_serves_others_until_it_is_a_minute_old(long nanos, int queries) {
        ScriptedResolver names = names();
        try (Simulation sim = worldWith(names)) {
            getDone(sim, NameOptions.DEFAULT.cacheLifetime());
            sim.clock().advanceNanos(nanos);
            getDone(sim, NameOptions.DEFAULT.cacheLifetime());
            assertThat(names.queries()).hasSize(queries);
            assertThat(sim.counts().lookups()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W31")
    void how_old_an_answer_may_be_is_said_by_who_asks() {
        ScriptedResolver names = names();
        try (Simulation sim = worldWith(names)) {
            getDone(sim, Duration.ZERO);
            sim.clock().advance(Duration.ofDays(10_000));
            getDone(sim, NameOptions.FOREVER);
            assertThat(names.queries()).hasSize(1);
            getDone(sim, Duration.ZERO);
            assertThat(names.queries()).hasSize(2);
            getDone(sim, Duration.ofNanos(1));
            assertThat(names.queries()).hasSize(2);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 29999, 1", "60, 30000, 2", "10, 4999, 1", "10, 5000, 2", "1000, 29999, 1", "1000, 30000, 2"})
    @Verifies("W32")
    void that_a_name_is_unknown_is_believed_half_as_long_and_for_half_a_minute_at_most(
            int lifetimeSeconds, int laterMillis, int queries) {
        ScriptedResolver names = names().name("empty.example");
        try (Simulation sim = worldWith(names)) {
            for (String url : List.of("http://unknown.example/", "http://empty.example/")) {
                names.queries().clear();
                Duration lifetime = Duration.ofSeconds(lifetimeSeconds);
                Recording first = get(sim, url, lifetime);
                sim.runUntilDone();
                sim.clock().advance(Duration.ofMillis(laterMillis));
                Recording second = get(sim, url, lifetime);
                sim.runUntilDone();
                assertThat(first.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
                assertThat(second.result().message()).isEqualTo(first.result().message());
                assertThat(names.queries()).hasSize(queries);
            }
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W32")
    void a_resolver_that_could_not_do_its_work_is_asked_again() {
        int[] asked = new int[1];
        Resolver failing = (host, answer) -> {
            asked[0]++;
            answer.failed(new IOException("no name server answered"));
            return () -> {};
        };
        try (Simulation sim = worldWith(failing)) {
            for (int i = 1; i <= 3; i++) {
                Recording get = get(sim, URL, Duration.ofSeconds(60));
                sim.runUntilDone();
                assertThat(get.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
                assertThat(asked[0]).isEqualTo(i);
            }
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W33")
    void after_a_change_of_the_network_names_are_asked_for_again_also_those_under_way() {
        ScriptedResolver names = names();
        try (Simulation sim = worldWith(names)) {
            getDone(sim, NameOptions.FOREVER);
            sim.multi().networkChanged();
            getDone(sim, NameOptions.FOREVER);
            assertThat(names.queries()).hasSize(2);
            names.hold();
            sim.multi().networkChanged();
            Recording before = get(sim, URL, NameOptions.FOREVER);
            sim.settle();
            sim.multi().networkChanged();
            Recording after = get(sim, URL, NameOptions.FOREVER);
            sim.settle();
            assertThat(names.queries()).hasSize(4);
            names.queries().get(2).answer();
            sim.settle();
            assertThat(before.isDone()).isTrue();
            assertThat(after.isDone()).isFalse();
            names.queries().get(3).answer();
            sim.runUntilDone();
            getDone(sim, NameOptions.FOREVER);
            assertThat(names.queries()).hasSize(4);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W34")
    void answers_of_a_thousand_names_are_kept_and_those_asked_for_least_recently_go_first() {
        int[] asked = new int[1];
        Resolver resolver = (host, answer) -> {
            asked[0]++;
            answer.addresses(List.of(Ip.local(1)));
            return () -> {};
        };
        try (Simulation sim = worldWith(resolver)) {
            for (int i = 0; i < 1_024; i++) {
                get(sim, "http://n" + i + ".example/", NameOptions.FOREVER);
            }
            sim.runUntilDone();
            get(sim, "http://n0.example/", NameOptions.FOREVER);
            sim.runUntilDone();
            assertThat(asked[0]).isEqualTo(1_024);
            get(sim, "http://one-more.example/", NameOptions.FOREVER);
            sim.runUntilDone();
            get(sim, "http://n0.example/", NameOptions.FOREVER);
            sim.runUntilDone();
            assertThat(asked[0]).isEqualTo(1_025);
            get(sim, "http://n1.example/", NameOptions.FOREVER);
            sim.runUntilDone();
            assertThat(asked[0]).isEqualTo(1_026);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("W35")
    void only_addresses_of_the_family_that_was_asked_for_are_tried(Family family) throws IOException {
        InetAddress six =
                Inet6Address.getByAddress(null, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 0);
        ScriptedResolver names = new ScriptedResolver().name("some.example", six, Ip.local(1));
        for (String host : List.of("some.example", "localhost")) {
            try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
                sim.server().respondWith(Responses.ok("four"));
                sim.listen("::1", 80).respondWith(Responses.ok("six"));
                Recording get = sim.start(
                        "http://" + host + "/", options -> options.names(NameOptions.DEFAULT.withFamily(family)));
                sim.runUntilDone();
                String any = host.equals("localhost") ? "four" : "six";
                assertThat(get.bodyText())
                        .isEqualTo(family == Family.ANY ? any : family == Family.IPV4 ? "four" : "six");
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"some.example, IPV6", "127.0.0.1, IPV6", "[::1], IPV4"})
    @Verifies("W35")
    void a_host_without_an_address_of_the_family_fails_and_says_so(String host, Family family) {
        try (Simulation sim = worldWith(names())) {
            Recording get =
                    sim.start("http://" + host + "/", options -> options.names(NameOptions.DEFAULT.withFamily(family)));
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(get.result().message()).contains("no address of the family " + family);
            assertThat(sim.log().socketLines()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W35")
    void both_families_share_one_kept_answer_but_no_connection() {
        ScriptedResolver names = names();
        try (Simulation sim = worldWith(names)) {
            sim.server().respondWith(Responses.ok("hello"));
            for (Family family : List.of(Family.ANY, Family.IPV4, Family.ANY, Family.IPV4)) {
                sim.start(URL, options -> options.names(NameOptions.DEFAULT.withFamily(family)));
                sim.runUntilDone();
            }
            assertThat(names.queries()).hasSize(1);
            assertThat(sim.server().connections()).hasSize(2);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 60_000})
    @Verifies("W36")
    void a_name_of_more_than_255_bytes_is_never_asked_for(int length) {
        String name = "a.".repeat(length / 2) + (length % 2 == 1 ? "a" : "");
        ScriptedResolver names = new ScriptedResolver();
        try (Simulation sim = worldWith(names)) {
            Recording get = sim.start("http://" + name + "/");
            sim.runUntilDone();
            assertThat(get.result().isOk()).isFalse();
            assertThat(names.queries()).hasSize(length <= 255 ? 1 : 0);
            if (length == 256) {
                assertThat(get.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
                assertThat(get.result().message()).contains("at most 255 bytes").hasSizeLessThan(200);
            }
            assertThatLog(sim.log()).hasNoSocketLines();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999.1.1.1", "1.2.3.4.5", "1.2.3.400"})
    @Verifies("W5")
    void what_only_looks_like_an_address_is_never_looked_up_on_the_engines_thread(String host) {
        ScriptedResolver names = new ScriptedResolver();
        try (Simulation sim = worldWith(names)) {
            Recording get = sim.start("http://" + host + "/");
            sim.runUntilDone();
            assertThat(get.result().isOk()).isFalse();
            assertThat(names.queries()).hasSizeLessThanOrEqualTo(1);
            sim.assertClean();
        }
    }
}
