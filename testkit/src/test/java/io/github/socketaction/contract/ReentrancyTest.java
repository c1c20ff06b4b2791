package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.contract.InsideCallback.Place;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls into the multi from inside its callbacks. */
class ReentrancyTest {

    @ParameterizedTest
    @EnumSource
    @Verifies("R1")
    void actions_and_close_are_refused_inside_every_callback_and_change_nothing(Place place) {
        InsideCallback inside = new InsideCallback(place);
        Map<String, Code> refusals = new LinkedHashMap<>();
        inside.run(multi -> {
            refusals.put("timeoutAction", refusal(multi::timeoutAction));
            refusals.put("allAction", refusal(multi::allAction));
            refusals.put("close", refusal(multi::close));
            if (!inside.sim.log().announced().isEmpty()) {
                var socket = inside.sim.log().announced().keySet().iterator().next();
                refusals.put("socketAction", refusal(() -> multi.socketAction(socket, 0)));
            }
        });
        assertThat(refusals.values()).hasSizeGreaterThanOrEqualTo(3).containsOnly(Code.RECURSIVE_API_CALL);
        assertThat(inside.recording.code()).isEqualTo(ResultCode.OK);
        assertThat(inside.recording.bodyText()).isEqualTo("hello");
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("R2")
    void a_transfer_added_inside_any_callback_runs(Place place) {
        InsideCallback inside = new InsideCallback(place);
        List<Recording> added = new ArrayList<>();
        inside.run(multi -> added.add(inside.sim.get("/added")));
        assertThat(added.get(0).bodyText()).isEqualTo("hello");
        assertThat(inside.recording.bodyText()).isEqualTo("hello");
        inside.sim.assertClean();
    }

    @Test
    @Verifies("R2")
    void a_transfer_added_inside_a_transfer_callback_is_started_by_the_same_action() {
        InsideCallback inside = new InsideCallback(Place.BODY);
        inside.run(multi -> {
            inside.sim.get("/added");
            inside.sim.log().clear();
            inside.sim.log().onCall(null);
        });
        assertThat(inside.sim.log().lines()).first().isEqualTo("OUT#2");
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("R3")
    void another_transfer_can_be_removed_inside_any_callback(Place place) {
        InsideCallback inside = new InsideCallback(place);
        Recording other = inside.sim.get("/other");
        inside.run(multi -> multi.remove(other.transfer()));
        assertThat(inside.recording.bodyText()).isEqualTo("hello");
        assertThat(other.completions()).isLessThanOrEqualTo(1);
        assertThat(inside.sim.multi().transfers()).hasSize(1);
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "READ",
                "BODY",
                "HEADER",
                "PROGRESS",
                "TRACE",
                "DONE",
                "MULTI_DONE",
                "MESSAGES",
                "RESOLVER",
                "SOCKET"
            })
    @Verifies("R3")
    void a_transfer_can_be_removed_inside_its_own_callbacks_and_hears_nothing_more(Place place) {
        InsideCallback inside = new InsideCallback(place);
        int[] callsAfter = new int[1];
        inside.run(multi -> {
            multi.remove(inside.recording.transfer());
            inside.recording.onBody((transfer, body) -> {
                callsAfter[0]++;
                return Flow.ABORT;
            });
            inside.recording.onHeader((transfer, line) -> {
                callsAfter[0]++;
                return Flow.ABORT;
            });
            inside.recording.onDone(done -> callsAfter[0]++);
        });
        assertThat(callsAfter[0]).isZero();
        assertThat(inside.sim.multi().transfers()).isEmpty();
        assertThat(inside.sim.multi().infoRead()).isNull();
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("R4")
    void what_only_asks_is_allowed_inside_every_callback(Place place) {
        InsideCallback inside = new InsideCallback(place);
        List<Object> answers = new ArrayList<>();
        inside.run(multi -> {
            answers.add(multi.counts());
            answers.add(multi.running());
            answers.add(multi.timeout());
            answers.add(multi.transfers());
            var unread = multi.infoRead();
            assertThat(unread == null || unread.isDone()).isTrue();
        });
        assertThat(answers).hasSize(4);
        assertThat(inside.recording.code()).isEqualTo(ResultCode.OK);
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "BODY", "HEADER", "PROGRESS", "TRACE", "SOCKET", "RESOLVER"})
    @Verifies("R5")
    void a_transfer_paused_inside_a_callback_is_paused_and_goes_on_when_unpaused(Place place) {
        InsideCallback inside = new InsideCallback(place);
        inside.action = multi -> multi.pause(inside.recording.transfer());
        inside.sim.start(inside.recording);
        inside.sim.settle();
        assertThat(inside.recording.isDone()).isFalse();
        inside.sim.multi().unpause(inside.recording.transfer());
        inside.sim.runUntilDone();
        assertThat(inside.recording.bodyText()).isEqualTo("hello");
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ", "BODY", "HEADER", "PROGRESS", "TRACE", "RESOLVER"})
    @Verifies("R6")
    void a_callback_of_a_transfer_that_throws_fails_that_transfer_only(Place place) {
        InsideCallback inside = new InsideCallback(place);
        Recording other = inside.sim.get("/other");
        RuntimeException thrown = new IllegalStateException("on purpose");
        inside.run(multi -> {
            throw thrown;
        });
        assertThat(inside.recording.code()).isNotEqualTo(ResultCode.OK);
        assertThat(inside.recording.result().cause()).isSameAs(thrown);
        assertThat(inside.recording.completions()).isEqualTo(1);
        assertThat(other.bodyText()).isEqualTo("hello");
        inside.sim.assertClean();
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "MULTI_DONE", "MESSAGES"})
    @Verifies("R6")
    void a_listener_that_throws_changes_no_result(Place place) {
        InsideCallback inside = new InsideCallback(place);
        Recording other = inside.sim.get("/other");
        inside.run(multi -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(inside.recording.code()).isEqualTo(ResultCode.OK);
        assertThat(other.bodyText()).isEqualTo("hello");
        inside.sim.assertClean();
    }

    @Test
    @Verifies("R7")
    void listeners_that_add_hundreds_of_transfers_again_and_again_do_not_nest() {
        Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(20));
        sim.server().respondWith(Responses.ok("hello"));
        sim.log().keepLittle();
        int[] depth = new int[2];
        int[] started = new int[1];
        addAgain(sim, depth, started);
        sim.runUntilDone();
        assertThat(started[0]).isEqualTo(2_000);
        assertThat(depth[1]).isEqualTo(1);
        sim.assertClean();
    }

    private static void addAgain(Simulation sim, int[] depth, int[] started) {
        for (int i = 0; i < 100 && started[0] < 2_000; i++) {
            started[0]++;
            Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
            get.onDone(done -> {
                depth[0]++;
                depth[1] = Math.max(depth[1], depth[0]);
                sim.multi().remove(done);
                addAgain(sim, depth, started);
                depth[0]--;
            });
            sim.start(get);
        }
    }

    @Test
    @Verifies("R8")
    void a_callback_that_takes_long_makes_deadlines_late_but_never_early() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("GET /slow")) {
                            connection.send(Responses.ok("hello"));
                        }
                    }));
            List<Long> ends = new ArrayList<>();
            Recording slow = new Recording(TransferOptions.get("http://127.0.0.1/slow"));
            slow.onBody((transfer, body) -> {
                sim.clock().advance(Duration.ofMillis(500));
                return take(body);
            });
            for (int millis : new int[] {300, 400, 600}) {
                sim.get("/hang", options -> options.totalTimeout(Duration.ofMillis(millis)))
                        .onDone(done -> ends.add(sim.clock().elapsed() / 1_000_000));
            }
            sim.start(slow);
            sim.runUntilDone();
            assertThat(slow.bodyText()).isEqualTo("hello");
            assertThat(ends).containsExactly(500L, 500L, 600L);
            sim.assertClean();
        }
    }

    private static Flow take(ByteBuffer body) {
        body.position(body.limit());
        return Flow.CONTINUE;
    }

    private static Code refusal(Runnable call) {
        try {
            call.run();
            throw new AssertionError("the call was not refused");
        } catch (MultiException e) {
            return e.code();
        }
    }
}
