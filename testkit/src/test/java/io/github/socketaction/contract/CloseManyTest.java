package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.Counts;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing with a thousand connections in all states. */
class CloseManyTest {

    private static final int IDLE = 300;
    private static final int RECEIVING = 250;
    private static final int PAUSED = 50;
    private static final int SILENT = 100;
    private static final int CONNECTING = 300;
    private static final int IN_ALL = IDLE + RECEIVING + PAUSED + SILENT + CONNECTING;

    private final List<Recording> finished = new ArrayList<>();
    private final List<Recording> unfinished = new ArrayList<>();

    private Simulation world(boolean watchIdle) {
        ScriptedResolver names = new ScriptedResolver().hold().name("held.example", Ip.local(1));
        Simulation sim = new Simulation(MultiOptions.builder().resolver(names).watchIdle(watchIdle));
        sim.log().keepLittle();
        sim.server().respondWith(Responses.ok("idle"));
        sim.listen("127.0.0.1", 8001).respondWith(Responses.head(100), "some");
        sim.listen("127.0.0.1", 8002).onAccept(connection -> {});
        sim.network().route(Ip.local(9, 80), Route.BLACK_HOLE);
        for (int i = 0; i < IDLE; i++) {
            finished.add(sim.get("/"));
        }
        sim.runUntilDone();
        for (int i = 0; i < RECEIVING; i++) {
            unfinished.add(sim.start("http://127.0.0.1:8001/", CloseManyTest::limited));
        }
        for (int i = 0; i < PAUSED; i++) {
            Recording paused = new Recording(TransferOptions.get("http://127.0.0.1:8001/"));
            unfinished.add(sim.start(paused.onBody((transfer, body) -> Flow.PAUSE)));
        }
        for (int i = 0; i < SILENT; i++) {
            unfinished.add(sim.start("http://127.0.0.1:8002/"));
        }
        for (int i = 0; i < CONNECTING; i++) {
            unfinished.add(sim.start("http://127.0.0.9/", CloseManyTest::limited));
        }
        unfinished.add(sim.start("http://held.example/"));
        sim.settle();
        unfinished.add(sim.start("http://127.0.0.1:8001/")); // not started
        return sim;
    }

    private static TransferOptions.Builder limited(TransferOptions.Builder options) {
        return options.totalTimeout(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies({"L6", "S6", "S7", "S14"})
    void closing_with_a_thousand_connections_removes_each_before_it_is_closed_and_waits_for_nothing(boolean watchIdle) {
        Simulation sim = world(watchIdle);
        assertThat(sim.multi().counts())
                .isEqualTo(new Counts(
                        IN_ALL + 2, unfinished.size(), 0, IDLE, IN_ALL + 1, IDLE, 1)); // one has no socket yet
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT)).isEqualTo(IN_ALL);
        Set<SocketHandle> announced = new HashSet<>(sim.log().announced().keySet());
        assertThat(announced).hasSize(IN_ALL + 1 - (watchIdle ? 0 : IDLE));
        List<SocketHandle> removed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<Long> timers = new ArrayList<>();
        sim.log().onCall(entry -> {
            if (entry.action() == null) {
                timers.add(entry.millis());
            } else {
                removed.add(entry.handle());
                checkRemoval(sim, entry, wrong);
            }
        });
        long calls = sim.backend().faults().calls();

        sim.multi().close();
        assertThat(removed).hasSameSizeAs(announced).containsExactlyInAnyOrderElementsOf(announced);
        assertThat(wrong).isEmpty();
        assertThat(timers).containsExactly(-1L);
        assertThat(sim.log().announced()).isEmpty();
        assertThat(sim.log().armedNanos()).isEqualTo(SocketLog.NOT_ARMED);
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT)).isZero();
        assertThat(sim.backend().ledger().open(Kind.WAKEUP)).isZero();
        assertThat(sim.backend().faults().calls())
                .as("reads, writes and the like")
                .isEqualTo(calls);
        assertThat(finished)
                .allMatch(get -> get.completions() == 1 && get.result().isOk());
        assertThat(unfinished).allMatch(get -> get.completions() == 0 && !get.isDone());
        assertThat(sim.clock().elapsed()).isZero();

        sim.network().deliver();
        sim.runFor(Duration.ofMinutes(1));
        assertThat(removed).as("removed after close").hasSameSizeAs(announced);
        assertThat(unfinished).allMatch(get -> get.completions() == 0);
        sim.close();
        sim.backend().ledger().assertEmpty();
    }

    /** Inside the call a socket is open, is announced no more, and still nothing is called again for it. */
    private static void checkRemoval(Simulation sim, SocketLog.Entry entry, List<String> wrong) {
        if (entry.action() != PollAction.REMOVE || !MemoryBackend.isOpen(entry.handle())) {
            wrong.add(entry + " while open: " + MemoryBackend.isOpen(entry.handle()));
        }
        try {
            sim.multi().unchecked().assign(entry.handle(), "too late");
            wrong.add(entry + " could be assigned to");
        } catch (MultiException e) {
            if (e.code() != MultiException.Code.BAD_SOCKET) {
                wrong.add(entry + ": " + e.code());
            }
        }
    }

    @Test
    @Verifies({"L8", "E7"})
    void closing_with_a_thousand_connections_frees_everything_though_every_third_removal_throws() {
        Simulation sim = world(true);
        int announced = sim.log().announced().size();
        int[] removals = {0};
        sim.log().onCall(entry -> {
            if (entry.action() == PollAction.REMOVE && removals[0]++ % 3 == 0) {
                throw new IllegalStateException("on purpose");
            }
        });
        assertThatExceptionOfType(MultiException.class)
                .isThrownBy(() -> sim.multi().close())
                .extracting(MultiException::code)
                .isEqualTo(MultiException.Code.ABORTED_BY_CALLBACK);
        assertThat(removals[0]).isEqualTo(announced);
        assertThat(unfinished).allMatch(get -> get.completions() == 0);
        assertThat(sim.backend().faults().calls(Operation.OPEN_WAKEUP)).isEqualTo(1);
        sim.close();
        sim.backend().ledger().assertEmpty();
    }
}
