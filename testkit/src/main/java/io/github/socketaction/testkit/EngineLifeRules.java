package io.github.socketaction.testkit;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ends of transfers and of a multi, however they come, and calls that are refused. */
public interface EngineLifeRules extends EngineRules {

    @Test
    @Verifies({"C1", "C2"})
    default void each_end_is_told_once_to_everybody_in_the_order_of_the_ends() {
        List<Transfer> told = new ArrayList<>();
        Simulation sim = world(options -> options.onDone(told::add));
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> {
                    int millis = Integer.parseInt(head.substring(5, head.indexOf(" HTTP")));
                    connection.after(Duration.ofMillis(millis), () -> connection.send(Answers.ok("hello")));
                }));
        Recording last = sim.get("/30");
        Recording first = sim.get("/10");
        Recording second = sim.get("/20");
        sim.runUntilDone();
        List<Transfer> inOrder = List.of(first.transfer(), second.transfer(), last.transfer());
        assertThat(told).as("told to the multi's listener").isEqualTo(inOrder);
        for (Recording get : List.of(first, second, last)) {
            assertThat(get.completions()).as("ends told to the own listener").isEqualTo(1);
        }
        List<@Nullable Transfer> read = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            read.add(sim.multi().infoRead());
        }
        assertThat(read).as("messages").containsExactly(first.transfer(), second.transfer(), last.transfer(), null);
    }

    @Test
    @Verifies({"C2", "L3"})
    default void the_message_of_a_removed_transfer_is_withdrawn() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        Recording get = sim.get("/");
        sim.runUntilDone();
        sim.multi().remove(get.transfer());
        assertThat(sim.counts().messages()).as("messages").isZero();
        assertThat(sim.multi().infoRead()).as("message").isNull();
        assertThat(get.code()).isEqualTo(ResultCode.OK);
    }

    @Test
    @Verifies("C6")
    default void the_figures_are_those_of_what_happened() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(
                        head -> connection.after(Duration.ofMillis(3), () -> connection.send(Answers.ok("hello")))));
        Recording get = sim.get("/");
        sim.runUntilDone();
        var info = get.transfer().info();
        assertThat(info.status()).as("status").isEqualTo(200);
        assertThat(info.downloadedBytes()).as("downloaded bytes").isEqualTo(5);
        assertThat(info.headerBytes())
                .as("header bytes")
                .isEqualTo(String.join("", get.headerLines()).length());
        assertThat(info.requestBytes())
                .as("request bytes")
                .isEqualTo(sim.server().connection(1).received().length);
        assertThat(info.timeline().startTransfer()).as("the first byte").isEqualTo(3_000_000);
        assertThat(info.timeline().total()).as("the end").isEqualTo(3_000_000);
    }

    @Test
    @Verifies({"E1", "E2", "E7"})
    default void a_failing_callback_aborts_everything_within_the_call() {
        Simulation sim = world();
        sim.server()
                .onAccept(connection -> connection.onRequest(head -> {
                    if (head.startsWith("GET /done")) {
                        connection.send(Answers.ok("hello"));
                    }
                }));
        Recording done = sim.get("/done");
        sim.runUntilDone();
        Recording running = sim.get("/running");
        sim.settle();
        Recording starting = sim.get("/starting");
        sim.log().failCall(1, new IllegalStateException("on purpose"));
        MultiException thrown = assertThrows(MultiException.class, sim.multi()::timeoutAction);
        assertThat(thrown.code()).isEqualTo(Code.ABORTED_BY_CALLBACK);
        for (Recording each : List.of(running, starting)) {
            assertThat(each.completions()).as("ends told of %s", each.options()).isEqualTo(1);
            assertThat(each.code()).isEqualTo(ResultCode.ABORTED_BY_CALLBACK);
        }
        assertThat(done.completions()).as("ends told of what had ended before").isEqualTo(1);
        assertThat(done.code()).isEqualTo(ResultCode.OK);
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT))
                .as("open sockets")
                .isZero();
    }

    @Test
    @Verifies("R1")
    default void an_action_inside_a_callback_is_refused() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        List<Code> refused = new ArrayList<>();
        Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
        get.onBody((transfer, piece) -> {
            try {
                sim.multi().unchecked().timeoutAction();
            } catch (MultiException e) {
                refused.add(e.code());
            }
            piece.position(piece.limit());
            return Flow.CONTINUE;
        });
        sim.start(get);
        sim.runUntilDone();
        assertThat(refused).as("refusals").containsExactly(Code.RECURSIVE_API_CALL);
        assertThat(get.code()).isEqualTo(ResultCode.OK);
    }

    @Test
    @Verifies("L9")
    default void a_call_from_another_thread_is_refused() throws InterruptedException {
        Simulation sim = world();
        Recording get = sim.get("/");
        List<Code> refused = new ArrayList<>();
        Thread other = new Thread(() -> {
            try {
                sim.multi().unchecked().timeoutAction();
            } catch (MultiException e) {
                refused.add(e.code());
            }
        });
        other.start();
        other.join();
        assertThat(refused).as("refusals").containsExactly(Code.WRONG_THREAD);
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT))
                .as("open sockets")
                .isZero();
        assertThat(get.isDone()).isFalse();
    }

    @Test
    @Verifies({"L1", "L10"})
    default void a_transfer_removed_in_whatever_state_leaves_nothing_behind() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ScriptedResolver held = new ScriptedResolver().hold().name("held.example", loopback);
        Simulation sim = world(options -> options.maxHostConnections(1).resolver(held));
        sim.network().route(sim.listen("127.0.0.1", 83).address(), Route.BLACK_HOLE);
        sim.listen("127.0.0.1", 81).respondWith(Answers.head(5), "he");
        List<Recording> gets = new ArrayList<>();
        for (String url : List.of(
                "http://127.0.0.1/answer",
                "http://127.0.0.1/line",
                "http://127.0.0.1:81/body",
                "http://127.0.0.1:83/connect",
                "http://held.example/name")) {
            gets.add(sim.start(url, options -> options.totalTimeout(Duration.ofMinutes(1))));
        }
        sim.settle();
        gets.forEach(get -> sim.multi().remove(get.transfer()));
        assertThatLog(sim.log()).announces();
        assertThatLog(sim.log()).hasNoTimer();
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT))
                .as("open sockets")
                .isZero();
        assertThat(held.queries()).as("look-ups").allMatch(ScriptedResolver.Query::isCancelled);
        assertThat(sim.counts().connections()).as("connections").isZero();
        assertThat(gets).as("ends told").allMatch(get -> get.completions() == 0);
    }

    @Test
    @Verifies({"W1", "W3", "W9"})
    default void a_wakeup_is_announced_while_names_are_looked_up() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ScriptedResolver held = new ScriptedResolver().hold().name("held.example", loopback);
        Simulation sim = world(options -> options.resolver(held));
        sim.server().respondWith(Answers.ok("hello"));
        Recording get = sim.start("http://held.example/");
        sim.settle();
        assertThatLog(sim.log()).announces("IN#1");
        held.queries().get(0).answer();
        sim.runUntilDone();
        assertThat(get.bodyText()).as("body").isEqualTo("hello");
        assertThat(sim.log().announced()).as("announced afterwards").hasSize(1);
        assertThat(Objects.requireNonNull(sim.log().socketLines())).contains("REMOVE#1");
    }

    @Test
    @Verifies({"L6", "L7"})
    default void closing_in_the_midst_removes_every_socket_and_the_timer_and_completes_nothing() {
        Simulation sim = world();
        sim.server().respondWith(Answers.head(5), "he");
        Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofMinutes(1)));
        sim.settle();
        sim.multi().close();
        assertThatLog(sim.log()).announces();
        assertThatLog(sim.log()).hasNoTimer();
        assertThat(sim.backend().ledger().open(Kind.TRANSPORT))
                .as("open sockets")
                .isZero();
        assertThat(get.completions()).as("ends told").isZero();
        sim.multi().close();
    }
}
