package io.github.socketaction.testkit;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pausing does, and what removing inside a callback does. */
public interface EnginePauseRules extends EngineRules {

    @Test
    @Verifies({"P1", "P7"})
    default void a_paused_transfer_is_announced_none_within_the_call_and_reads_nothing() {
        Simulation sim = world();
        sim.server().respondWith(Answers.head(4) + "ab");
        Recording get = sim.get("/");
        sim.settle();
        sim.multi().pause(get.transfer());
        assertThatLog(sim.log()).announces("NONE#1");
        sim.server().connection(1).send("cd");
        sim.settle();
        sim.multi().allAction();
        assertThat(get.bodyText()).as("body while paused").isEqualTo("ab");
        sim.multi().unpause(get.transfer());
        sim.runUntilDone();
        assertThat(get.bodyText()).as("body").isEqualTo("abcd");
    }

    @Test
    @Verifies({"P2", "P6"})
    default void what_a_callback_refused_comes_again_in_full_and_once() {
        Simulation sim = world();
        String text = Answers.letters(300);
        sim.server().respondWith(Answers.ok(text));
        Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
        get.onBody((transfer, piece) -> {
            piece.position(piece.position() + 1);
            return Flow.PAUSE;
        });
        sim.start(get);
        unpauseUntilDone(sim, get);
        assertThat(get.bodyText()).as("body, a byte at a time").isEqualTo(text);
        assertThat(get.transfer().info().downloadedBytes())
                .as("bytes that the figures say were taken")
                .isEqualTo(text.length());
    }

    @Test
    @Verifies("P9")
    default void a_header_line_at_which_a_transfer_pauses_comes_once() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
        get.onHeader((transfer, line) -> Flow.PAUSE);
        sim.start(get);
        unpauseUntilDone(sim, get);
        assertThat(get.headerLines())
                .as("header lines")
                .containsExactly("HTTP/1.1 200 OK\r\n", "Content-Length: 5\r\n", "\r\n");
        assertThat(get.bodyText()).as("body").isEqualTo("hello");
    }

    @Test
    @Verifies("P3")
    default void unpausing_asks_for_an_action_that_waits_for_no_event() {
        Simulation sim = world();
        Recording get = sim.get("/");
        sim.settle();
        sim.multi().pause(get.transfer());
        sim.server().connection(1).send(Answers.ok("hello"));
        sim.network().deliver();
        sim.log().clear();
        sim.multi().unpause(get.transfer());
        assertThatLog(sim.log()).hasTimerValues(0L);
        sim.fireTimer();
        assertThat(get.bodyText()).as("body after the action alone").isEqualTo("hello");
    }

    @Test
    @Verifies("P8")
    default void the_total_limit_goes_on_while_paused() {
        Simulation sim = world();
        Recording get = sim.get("/", options -> options.totalTimeout(Duration.ofMillis(30)));
        sim.settle();
        sim.multi().pause(get.transfer());
        sim.runUntilDone();
        assertThat(sim.clock().elapsed()).as("nanoseconds until the limit").isEqualTo(30_000_000);
    }

    @Test
    @Verifies({"R3", "L3"})
    default void a_transfer_that_is_removed_inside_its_callback_hears_nothing_more() {
        Simulation sim = world();
        sim.server().respondWith(Answers.ok("hello"));
        Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
        get.onHeader((transfer, line) -> {
            sim.multi().remove(transfer);
            return Flow.CONTINUE;
        });
        sim.start(get);
        sim.settle();
        assertThat(get.headerLines()).as("header lines, up to the removal").isEqualTo(List.of("HTTP/1.1 200 OK\r\n"));
        assertThat(get.bodyText()).as("body after the removal").isEmpty();
        assertThat(get.completions()).as("completions").isZero();
    }

    private static void unpauseUntilDone(Simulation sim, Recording get) {
        for (int i = 0; i < 1_000 && !get.isDone(); i++) {
            sim.settle();
            sim.multi().unpause(get.transfer());
        }
        assertThat(get.isDone()).as("whether it ended").isTrue();
    }
}
