package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.ScriptedResolver.Query;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, and the wakeup that their answers come by. */
class LookupTest {

    private static Simulation worldWith(Resolver resolver) {
        Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver));
        sim.server().respondWith(Responses.ok("hello"));
        return sim;
    }

    private static ScriptedResolver names() {
        return new ScriptedResolver().name("some.example", Ip.local(1)).name("other.example", Ip.local(1));
    }

    @Test
    @Verifies("W1")
    void a_wakeup_is_announced_while_names_are_looked_up_and_removed_with_the_last_answer()
            throws InterruptedException {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            Recording first = sim.start("http://some.example/");
            Recording second = sim.start("http://other.example/");
            sim.settle();
            assertThatLog(sim.log()).hasSocketLines("IN#1");
            assertThat(sim.log().socket(1).transfer()).isNull();
            assertThat(sim.counts().lookups()).isEqualTo(2);
            onAnotherThread(names.queries().get(0)::answer);
            sim.settle();
            assertThat(first.isDone()).isTrue();
            assertThat(sim.log().announced()).containsKey(sim.log().socket(1));
            onAnotherThread(names.queries().get(1)::answer);
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThat(sim.log().socketLines()).contains("REMOVE#1");
            assertThat(sim.counts().lookups()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W2")
    void an_answer_from_another_thread_makes_the_wakeup_ready_once() throws InterruptedException {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            sim.start("http://some.example/");
            sim.start("http://other.example/");
            sim.settle();
            assertThat(sim.ready()).isEmpty();
            onAnotherThread(names.queries().get(0)::answer);
            assertThat(sim.ready()).containsExactly(sim.log().socket(1));
            sim.multi().socketAction(sim.log().socket(1), 0);
            assertThat(sim.ready()).doesNotContain(sim.log().socket(1));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W3")
    void an_answer_may_come_on_the_multis_own_thread_between_two_calls() {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            Recording get = sim.start("http://some.example/", options -> options.totalTimeout(Duration.ofSeconds(9)));
            sim.settle();
            names.queries().get(0).answer();
            sim.runUntilDone();
            assertThat(get.result().toString()).isEqualTo("OK");
            assertThat(sim.clock().elapsed()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W4")
    void an_answer_that_comes_at_once_announces_no_wakeup() {
        try (Simulation sim = worldWith(names())) {
            Recording get = sim.start("http://some.example/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost", "2130706433", "0x7f.1"})
    @Verifies("W5")
    void literals_and_localhost_are_never_looked_up(String host) {
        ScriptedResolver names = names();
        try (Simulation sim = worldWith(names)) {
            Recording get = sim.start("http://" + host + "/");
            sim.runUntilDone();
            assertThat(names.queries()).isEmpty();
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W5")
    void an_address_of_version_6_is_never_looked_up() {
        ScriptedResolver names = names();
        try (Simulation sim = worldWith(names)) {
            sim.listen("::1", 80).respondWith(Responses.ok("six"));
            Recording get = sim.start("http://[::1]/");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("six");
            assertThat(names.queries()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W6")
    void a_look_up_that_fails_or_finds_nothing_fails_its_transfer_only() {
        ScriptedResolver names = names().name("empty.example");
        try (Simulation sim = worldWith(names)) {
            Recording unknown = sim.start("http://unknown.example/");
            Recording empty = sim.start("http://empty.example/");
            Recording good = sim.start("http://some.example/");
            sim.runUntilDone();
            assertThat(unknown.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(unknown.result().message()).contains("unknown.example");
            assertThat(empty.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(good.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W6")
    void a_resolver_that_throws_fails_its_transfer_only_and_is_not_waited_for() {
        Resolver resolver = (host, answer) -> {
            throw new IllegalStateException("on purpose");
        };
        try (Simulation sim = worldWith(resolver)) {
            Recording get = sim.start("http://some.example/");
            Recording literal = sim.get("/");
            sim.runUntilDone();
            assertThat(get.isDone()).isTrue();
            assertThat(get.result().cause()).hasMessage("on purpose");
            assertThat(literal.bodyText()).isEqualTo("hello");
            assertThat(sim.counts().lookups()).isZero();
            assertThatLog(sim.log()).announces(announcementOfIdle(sim));
            sim.assertClean();
        }
    }

    private static String announcementOfIdle(Simulation sim) {
        return sim.log().lines().stream()
                .filter(line -> line.startsWith("OUT#"))
                .findFirst()
                .orElse("")
                .replace("OUT", "IN");
    }

    @Test
    @Verifies("W7")
    void the_look_up_of_a_removed_transfer_is_cancelled_and_its_answer_reaches_nobody() throws InterruptedException {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            Recording get = sim.start("http://some.example/");
            sim.settle();
            sim.multi().remove(get.transfer());
            Query query = names.queries().get(0);
            assertThat(query.isCancelled()).isTrue();
            assertThat(sim.counts().lookups()).isZero();
            assertThat(sim.log().announced()).isEmpty();
            onAnotherThread(query::answer);
            sim.fireTimer();
            assertThat(get.completions()).isZero();
            Recording next = sim.start("http://some.example/");
            sim.settle();
            onAnotherThread(names.queries().get(1)::answer);
            sim.runUntilDone();
            assertThat(next.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W7")
    void an_answer_that_comes_after_the_limit_or_after_close_is_ignored() throws InterruptedException {
        ScriptedResolver names = names().hold();
        Simulation sim = worldWith(names);
        Recording late = sim.start("http://some.example/", options -> options.connectTimeout(Duration.ofSeconds(1)));
        sim.runUntilDone();
        assertThat(late.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        onAnotherThread(names.queries().get(0)::answer);
        sim.start("http://other.example/");
        sim.settle();
        sim.assertClean();
        names.queries().get(1).answer();
        onAnotherThread(names.queries().get(1)::answer);
        sim.backend().ledger().assertEmpty();
    }

    @Test
    @Verifies("W8")
    void an_answer_given_twice_counts_once() throws InterruptedException {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            Recording first = sim.start("http://some.example/");
            Recording second = sim.start("http://other.example/");
            sim.settle();
            onAnotherThread(names.queries().get(0)::answer);
            onAnotherThread(names.queries().get(0)::answer);
            sim.settle();
            assertThat(first.isDone()).isTrue();
            assertThat(sim.counts().lookups()).isEqualTo(1);
            onAnotherThread(names.queries().get(1)::answer);
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W9")
    void the_wakeup_is_opened_once_and_used_again() throws InterruptedException {
        ScriptedResolver names = names().hold();
        try (Simulation sim = worldWith(names)) {
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                gets.add(sim.start(
                        "http://some.example:" + (80 + i) + "/",
                        options -> options.names(NameOptions.DEFAULT.withCacheLifetime(Duration.ZERO))));
                sim.settle();
                onAnotherThread(names.queries().get(i)::answer);
                sim.settle();
            }
            sim.runUntilDone();
            assertThat(gets.get(0).bodyText()).isEqualTo("hello");
            assertThat(sim.backend().faults().calls(Operation.OPEN_WAKEUP)).isEqualTo(1);
            sim.assertClean();
        }
    }

    private static void onAnotherThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.start();
        thread.join();
    }
}
