package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.CallbackStop;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.testkit.Ledger;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Socket and timer callbacks that throw. */
class AbortTest {

    /** Six transfers of every kind: in the end, waiting, failing, reusing. Answers what ended it, or null. */
    private static @Nullable MultiException runMixed(Simulation sim, List<Recording> gets) {
        sim.server()
                .onAccept(connection -> connection.onRequest(request -> {
                    if (request.startsWith("GET /close")) {
                        connection.send(Responses.lastOk("hello"));
                        connection.close();
                    } else {
                        connection
                                .send(Responses.head(5), "hel")
                                .after(Duration.ofMillis(1), () -> connection.send("lo"));
                    }
                }));
        try {
            for (String path : List.of("/1", "/close", "/3", "/4", "/close", "/6")) {
                sim.get("/warm" + path);
                gets.add(sim.get(path, options -> options.totalTimeout(Duration.ofSeconds(5))));
            }
            sim.start("http://slow.example/");
            sim.runFor(Duration.ofSeconds(1));
            return null;
        } catch (MultiException e) {
            return e;
        }
    }

    private static Simulation mixedWorld() {
        return new Simulation(MultiOptions.builder().maxHostConnections(3).resolver(new ScriptedResolver().hold()));
    }

    @Test
    @Verifies("E1")
    void whichever_call_throws_all_transfers_complete_once_as_aborted_in_the_same_call() {
        Simulation calm = mixedWorld();
        assertThat(runMixed(calm, new ArrayList<>())).isNull();
        long calls = calm.log().calls();
        assertThat(calls).isGreaterThan(10);
        calm.assertClean();
        for (long k = 1; k <= calls; k++) {
            try (Simulation sim = mixedWorld()) {
                RuntimeException thrown = new IllegalStateException("call " + k);
                sim.log().failCall(k, thrown);
                List<Recording> gets = new ArrayList<>();
                MultiException stopped = runMixed(sim, gets);
                assertThat(stopped).as("call %d", k).isNotNull();
                checkAborted(sim, stopped, thrown);
                checkUsableAgain(sim);
            }
        }
    }

    private static void checkAborted(Simulation sim, @Nullable MultiException stopped, Throwable thrown) {
        assertThat(stopped).hasCause(thrown).extracting(MultiException::code).isEqualTo(Code.ABORTED_BY_CALLBACK);
        List<Transfer> all = sim.multi().transfers();
        assertThat(all).isNotEmpty().allMatch(Transfer::isDone);
        assertThat(all).anySatisfy(transfer -> {
            assertThat(transfer.result()).isNotNull();
            assertThat(transfer.result().code()).isEqualTo(ResultCode.ABORTED_BY_CALLBACK);
            assertThat(transfer.result().cause()).isSameAs(thrown);
        });
        assertThat(sim.multi().running()).isZero();
        assertThat(sim.counts().connections()).isZero();
        assertThat(sim.counts().messages()).isEqualTo(all.size());
        assertThat(sim.log().announced()).isEmpty();
        assertThat(sim.backend().ledger().open(Ledger.Kind.TRANSPORT)).isZero();
    }

    private static void checkUsableAgain(Simulation sim) {
        List<Transfer> all = sim.multi().transfers();
        for (Transfer transfer : all) {
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.get("/refused"))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.ABORTED_BY_CALLBACK);
            sim.multi().remove(transfer);
        }
        Recording again = sim.get("/close");
        sim.runUntilDone();
        assertThat(again.bodyText()).isEqualTo("hello");
        sim.assertClean();
    }

    @Test
    @Verifies("E2")
    void an_aborted_multi_refuses_to_add_until_all_its_transfers_are_removed() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording first = sim.get("/1");
            Recording second = sim.get("/2");
            sim.log().failCall(1, new IllegalStateException("on purpose"));
            assertThatExceptionOfType(MultiException.class).isThrownBy(sim::fireTimer);
            sim.multi().remove(first.transfer());
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.get("/refused"))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.ABORTED_BY_CALLBACK);
            assertThat(sim.multi().transfers()).containsExactly(second.transfer());
            sim.multi().remove(second.transfer());
            Recording third = sim.get("/3");
            sim.runUntilDone();
            assertThat(third.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E3")
    void everything_announced_is_removed_idle_connections_too_and_what_was_never_accepted_is_not() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/idle");
            sim.runUntilDone();
            sim.server().onAccept(connection -> {});
            sim.network().latency(Duration.ofMillis(1));
            sim.get("/1");
            sim.get("/2");
            sim.settle();
            sim.log().clear();
            sim.get("/3");
            sim.log().failCall(1, new IllegalStateException("on purpose"));
            assertThatExceptionOfType(MultiException.class).isThrownBy(sim::fireTimer);
            assertThat(sim.log().announced()).isEmpty();
            assertThat(sim.log().lines()).contains("REMOVE#1", "REMOVE#2").doesNotContain("REMOVE#3");
            sim.multi().transfers().forEach(sim.multi()::remove);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E4")
    void the_timer_callback_is_not_called_after_the_call_that_threw() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            for (int i = 0; i < 3; i++) {
                sim.get("/" + i, options -> options.totalTimeout(Duration.ofSeconds(1)));
            }
            sim.settle();
            sim.get("/last");
            sim.log().clear();
            sim.log().failCall(1, new IllegalStateException("on purpose"));
            assertThatExceptionOfType(MultiException.class).isThrownBy(sim::fireTimer);
            assertThat(sim.log().timerValues()).isEmpty();
            assertThat(sim.multi().timeout()).isEqualTo(-1);
            sim.multi().transfers().forEach(sim.multi()::remove);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E5")
    void a_callback_that_says_stop_gives_its_reason_to_every_result() {
        try (Simulation sim = new Simulation()) {
            sim.log().onCall(entry -> {
                if (entry.action() == PollAction.OUT) {
                    throw new CallbackStop("the application is going down");
                }
            });
            Recording get = sim.get("/");
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(sim::fireTimer)
                    .withMessageContaining("the application is going down");
            assertThat(get.code()).isEqualTo(ResultCode.ABORTED_BY_CALLBACK);
            assertThat(get.result().message()).contains("the application is going down");
            sim.multi().remove(get.transfer());
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E6")
    void a_timer_callback_that_throws_inside_add_aborts_the_transfers_there_are() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            Recording first = sim.get("/1");
            sim.settle();
            sim.log().failCall(1, new IllegalStateException("on purpose"));
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.get("/2"))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.ABORTED_BY_CALLBACK);
            assertThat(first.code()).isEqualTo(ResultCode.ABORTED_BY_CALLBACK);
            assertThat(sim.multi().running()).isZero();
            sim.multi().transfers().forEach(sim.multi()::remove);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E7")
    void a_remove_that_throws_is_not_repeated_and_its_socket_is_closed() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.untilClose("hello"));
            sim.log().onCall(entry -> {
                if (entry.action() == PollAction.REMOVE) {
                    throw new IllegalStateException("on purpose");
                }
            });
            Recording get = sim.get("/");
            Recording other = sim.get("/other");
            assertThatExceptionOfType(MultiException.class).isThrownBy(sim::runUntilDone);
            assertThat(sim.log().socketLines()).containsOnlyOnce("REMOVE#1").containsOnlyOnce("REMOVE#2");
            assertThat(sim.backend().ledger().open(Ledger.Kind.TRANSPORT)).isZero();
            assertThat(get.completions()).isEqualTo(1);
            assertThat(other.completions()).isEqualTo(1);
            sim.log().onCall(null);
            sim.multi().transfers().forEach(sim.multi()::remove);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E8")
    void a_listener_that_hears_of_the_abort_may_remove_but_not_add() {
        try (Simulation sim = new Simulation()) {
            List<Object> outcomes = new ArrayList<>();
            sim.log().onCall(entry -> {
                if (entry.action() == PollAction.OUT) {
                    throw new CallbackStop("stop");
                }
            });
            for (int i = 0; i < 3; i++) {
                sim.get("/" + i).onDone(done -> {
                    try {
                        sim.get("/more");
                        outcomes.add("added");
                    } catch (MultiException e) {
                        outcomes.add(e.code());
                    }
                    sim.multi().remove(done);
                });
            }
            assertThatExceptionOfType(MultiException.class).isThrownBy(sim::fireTimer);
            assertThat(outcomes.subList(0, 2)).containsOnly(Code.ABORTED_BY_CALLBACK);
            sim.log().onCall(null);
            sim.multi().transfers().forEach(sim.multi()::remove);
            sim.assertClean();
        }
    }
}
