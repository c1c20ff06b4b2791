package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.Ledger;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Adding, removing, closing. */
class LifecycleTest {

    /** Where a transfer can be when it is removed, or when the multi is closed. */
    enum Phase {
        INIT,
        WAITING,
        RESOLVING,
        CONNECTING,
        SENDING,
        RECEIVING_HEAD,
        RECEIVING_BODY,
        PAUSED,
        DONE_UNREAD,
        DONE_READ
    }

    /** A world with one transfer that has come to a phase. */
    private static final class Halfway {

        private final Simulation sim = new Simulation(MultiOptions.builder()
                .maxHostConnections(1)
                .resolver(new ScriptedResolver().hold().name("held.example", Ip.local(1))));
        private final Recording get;

        Halfway(Phase phase) {
            switch (phase) {
                case WAITING -> {
                    sim.server().onAccept(connection -> {});
                    sim.get("/first");
                }
                case CONNECTING -> sim.network().route(sim.server().address(), Route.BLACK_HOLE);
                case SENDING -> sim.server().window(5).onAccept(connection -> connection.stall());
                case RECEIVING_HEAD -> answer("HTTP/1.1 200 OK\r\nContent-");
                case RECEIVING_BODY -> answer(Responses.head(100) + "some");
                case PAUSED, DONE_READ, DONE_UNREAD -> answer(Responses.ok("whole"));
                case INIT, RESOLVING -> {}
            }
            String host = phase == Phase.RESOLVING ? "held.example" : "127.0.0.1";
            Recording recording = new Recording(TransferOptions.get("http://" + host + "/"));
            if (phase == Phase.PAUSED) {
                recording.onBody((transfer, body) -> Flow.PAUSE);
            }
            get = sim.start(recording);
            if (phase != Phase.INIT) {
                sim.settle();
            }
            if (phase == Phase.DONE_READ) {
                assertThat(sim.multi().infoRead()).isSameAs(get.transfer());
            }
            assertThat(get.isDone()).isEqualTo(phase == Phase.DONE_READ || phase == Phase.DONE_UNREAD);
        }

        private void answer(String response) {
            sim.server().respondWith(response);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("L1")
    void a_transfer_removed_in_any_state_leaves_nothing_behind(Phase phase) {
        Halfway world = new Halfway(phase);
        int completions = world.get.completions();
        int bodyCalls = world.get.bodyCalls();
        boolean wasDone = world.get.isDone();
        world.sim.multi().remove(world.get.transfer());
        for (Transfer other : world.sim.multi().transfers()) {
            world.sim.multi().remove(other);
        }
        assertThat(world.sim.counts().added()).isZero();
        assertThat(world.sim.counts().lookups()).isZero();
        assertThat(world.sim.counts().waiting()).isZero();
        assertThat(world.sim.multi().infoRead()).isNull();
        assertThat(world.sim.counts().connections()).isEqualTo(wasDone ? 1 : 0);
        assertThat(world.sim.backend().ledger().open(Ledger.Kind.TRANSPORT)).isEqualTo(wasDone ? 1 : 0);
        world.sim.settle();
        assertThatLog(world.sim.log()).hasNoTimer();
        assertThat(world.get.completions()).isEqualTo(completions);
        assertThat(world.get.bodyCalls()).isEqualTo(bodyCalls);
        world.sim.assertClean();
    }

    @Test
    @Verifies("L5")
    void transfers_added_and_removed_without_any_action_leave_no_timer_and_no_descriptor() {
        try (Simulation sim = new Simulation()) {
            sim.log().keepLittle();
            for (int i = 0; i < 10_000; i++) {
                sim.multi().remove(sim.get("/").transfer());
            }
            assertThatLog(sim.log()).hasNoTimer();
            assertThat(sim.backend().ledger().opened()).isEqualTo(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("L2")
    void removing_twice_does_nothing() {
        try (Simulation sim = new Simulation()) {
            Recording get = sim.get("/");
            sim.multi().remove(get.transfer());
            sim.log().clear();
            sim.multi().remove(get.transfer());
            assertThatLog(sim.log()).isSilent();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("L2")
    void a_transfer_of_another_multi_cannot_be_removed() {
        try (Simulation one = new Simulation();
                Simulation other = new Simulation()) {
            Recording get = one.get("/");
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> other.multi().remove(get.transfer()))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.BAD_EASY_HANDLE);
            assertThat(one.multi().transfers()).containsExactly(get.transfer());
        }
    }

    @Test
    @Verifies("L3")
    void a_transfer_removed_before_its_end_has_no_result() {
        try (Simulation sim = new Simulation()) {
            Recording get = sim.get("/");
            sim.step();
            sim.multi().remove(get.transfer());
            assertThat(get.transfer().result()).isNull();
            assertThat(get.transfer().isDone()).isFalse();
            assertThat(sim.multi().running()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("L3")
    void the_result_of_a_completed_transfer_can_be_read_after_its_removal() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            sim.runUntilDone();
            sim.multi().remove(get.transfer());
            assertThat(get.result().isOk()).isTrue();
            assertThat(get.transfer().info().status()).isEqualTo(200);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("L4")
    void the_same_options_can_be_added_any_number_of_times() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            TransferOptions options = TransferOptions.get("http://127.0.0.1/");
            List<Transfer> transfers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                transfers.add(sim.multi().add(options));
            }
            sim.runUntilDone();
            assertThat(transfers).doesNotHaveDuplicates().allMatch(Transfer::isDone);
            assertThat(transfers).extracting(Transfer::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("L6")
    void closing_in_any_state_removes_every_socket_and_completes_nothing(Phase phase) {
        Halfway world = new Halfway(phase);
        boolean wasDone = world.get.isDone();
        world.sim.multi().close();
        assertThat(world.sim.log().announced()).isEmpty();
        assertThatLog(world.sim.log()).hasNoTimer();
        assertThat(world.get.isDone()).isEqualTo(wasDone);
        assertThat(world.get.completions()).isEqualTo(wasDone ? 1 : 0);
        long calls = world.sim.log().calls();
        world.sim.network().deliver();
        world.sim.close();
        assertThat(world.sim.log().calls()).isEqualTo(calls);
        world.sim.backend().ledger().assertEmpty();
    }

    @Test
    @Verifies("L7")
    void closing_again_does_nothing_and_every_other_call_is_refused() {
        Simulation sim = new Simulation();
        sim.server().respondWith(Responses.ok("hello"));
        Recording get = sim.get("/");
        sim.runUntilDone();
        sim.multi().close();
        sim.multi().close();
        List<Runnable> calls = List.of(
                () -> sim.multi().unchecked().add(get.options()),
                () -> sim.multi().unchecked().remove(get.transfer()),
                () -> sim.multi().unchecked().socketAction(sim.log().socket(1), 0),
                () -> sim.multi().unchecked().timeoutAction(),
                () -> sim.multi().unchecked().allAction(),
                () -> sim.multi().unchecked().assign(sim.log().socket(1), null),
                () -> sim.multi().unchecked().infoRead(),
                () -> sim.multi().unchecked().timeout(),
                () -> sim.multi().unchecked().counts(),
                () -> sim.multi().unchecked().running(),
                () -> sim.multi().unchecked().transfers());
        for (Runnable call : calls) {
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(call::run)
                    .extracting(MultiException::code)
                    .isEqualTo(Code.BAD_HANDLE);
        }
        sim.close();
        sim.backend().ledger().assertEmpty();
    }

    @Test
    @Verifies("L8")
    void closing_frees_everything_though_every_callback_throws() {
        Simulation sim = new Simulation();
        sim.server().onAccept(connection -> {});
        for (int i = 0; i < 5; i++) {
            sim.get("/" + i);
        }
        sim.settle();
        RuntimeException thrown = new IllegalStateException("on purpose");
        sim.log().onCall(entry -> {
            throw thrown;
        });
        assertThatExceptionOfType(MultiException.class)
                .isThrownBy(() -> sim.multi().close())
                .withCause(thrown)
                .extracting(MultiException::code)
                .isEqualTo(Code.ABORTED_BY_CALLBACK);
        assertThat(sim.log().announced()).isEmpty();
        sim.close();
        sim.backend().ledger().assertEmpty();
    }

    @Test
    @Verifies("L9")
    void a_call_from_another_thread_is_refused_and_changes_nothing() throws InterruptedException {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            sim.step();
            List<Runnable> calls = List.of(
                    () -> sim.multi().unchecked().add(get.options()),
                    () -> sim.multi().unchecked().remove(get.transfer()),
                    () -> sim.multi().unchecked().socketAction(sim.log().socket(1), 0),
                    () -> sim.multi().unchecked().timeoutAction(),
                    () -> sim.multi().unchecked().allAction(),
                    () -> sim.multi().unchecked().assign(sim.log().socket(1), "x"),
                    () -> sim.multi().unchecked().infoRead(),
                    () -> sim.multi().unchecked().counts(),
                    () -> sim.multi().unchecked().running(),
                    () -> sim.multi().unchecked().close(),
                    () -> get.transfer().pause(),
                    () -> get.transfer().unpause());
            List<Object> outcomes = new ArrayList<>();
            Thread other = new Thread(() -> calls.forEach(call -> outcomes.add(codeOf(call))));
            other.start();
            other.join();
            assertThat(outcomes).hasSize(calls.size()).containsOnly(Code.WRONG_THREAD);
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    private static Object codeOf(Runnable call) {
        try {
            call.run();
            return "not refused";
        } catch (MultiException e) {
            return e.code();
        }
    }

    @Test
    @Verifies("L10")
    void a_connection_whose_transfer_was_removed_before_its_end_is_not_used_again() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(Responses.head(10) + "12345");
                        if (request.startsWith("GET /2")) {
                            connection.send("67890");
                        }
                    }));
            Recording first = sim.get("/1");
            sim.settle();
            sim.multi().remove(first.transfer());
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("1234567890");
            assertThat(sim.server().connections()).hasSize(2);
            assertThat(sim.server().connection(1).isClientClosed()).isTrue();
            sim.assertClean();
        }
    }
}
