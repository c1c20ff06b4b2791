package io.github.socketaction.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.contract.InsideCallback.Place;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.CheckedMulti;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every public method of a multi and of a transfer, called inside every call of every callback. */
class ReentrancyMatrixTest {

    /** What a method does inside a callback. */
    private enum Answer {
        /** It throws RECURSIVE_API_CALL, and nothing else is different from a run without the call. */
        REFUSED,
        /** It answers, and nothing else is different from a run without the call. */
        ASKS,
        /** It does what it says. */
        WORKS
    }

    /** Makes the call inside the callback. */
    private interface Call {
        void make(CheckedMulti multi, InsideCallback inside);
    }

    private record Row(Answer answer, Call call) {}

    private static final Map<String, Row> MULTI = Map.ofEntries(
            entry("add(TransferOptions)", new Row(Answer.WORKS, (multi, inside) -> inside.sim.get("/added"))),
            entry("remove(Transfer)", new Row(Answer.WORKS, (multi, inside) -> removeOther(multi, inside))),
            entry(
                    "socketAction(SocketHandle,int)",
                    new Row(Answer.REFUSED, (multi, inside) -> multi.socketAction(socket(inside), 0))),
            entry("timeoutAction()", new Row(Answer.REFUSED, (multi, inside) -> multi.timeoutAction())),
            entry("allAction()", new Row(Answer.REFUSED, (multi, inside) -> multi.allAction())),
            entry("close()", new Row(Answer.REFUSED, (multi, inside) -> multi.close())),
            entry("assign(SocketHandle,Object)", new Row(Answer.ASKS, ReentrancyMatrixTest::assign)),
            entry("infoRead()", new Row(Answer.ASKS, (multi, inside) -> {
                Transfer read = multi.infoRead();
                assertThat(read == null || read.isDone()).isTrue();
            })),
            entry("timeout()", new Row(Answer.ASKS, (multi, inside) -> assertThat(multi.timeout())
                    .isBetween(-1L, 300_000L))),
            entry("running()", new Row(Answer.ASKS, (multi, inside) -> assertThat(multi.running())
                    .isBetween(0, 1))),
            entry("transfers()", new Row(Answer.ASKS, (multi, inside) -> assertThat(multi.transfers())
                    .hasSize(1))),
            entry("watched()", new Row(Answer.ASKS, (multi, inside) -> assertThat(
                            multi.unchecked().watched())
                    .hasSizeLessThanOrEqualTo(1))),
            entry("counts()", new Row(Answer.ASKS, (multi, inside) -> assertThat(
                            multi.counts().added())
                    .isEqualTo(1))),
            entry("taskRuns()", new Row(Answer.ASKS, (multi, inside) -> assertThat(
                            multi.unchecked().taskRuns())
                    .isBetween(0L, 1_000L))),
            entry("networkChanged()", new Row(Answer.WORKS, (multi, inside) -> multi.networkChanged())));

    private static final Map<String, Row> TRANSFER = Map.ofEntries(
            asks("id()", transfer -> assertThat(transfer.id()).isEqualTo(1)),
            asks("options()", transfer -> assertThat(transfer.options().method())
                    .isEqualTo("PUT")),
            asks("isDone()", transfer -> assertThat(transfer.isDone()).isEqualTo(transfer.result() != null)),
            asks("result()", transfer -> assertThat(transfer.result()).isIn(transfer.result(), null)),
            asks("info()", transfer -> assertThat(transfer.info().downloadedBytes())
                    .isBetween(0L, 5L)),
            asks("attachment()", transfer -> assertThat(transfer.attachment()).isNull()),
            asks("isPaused()", transfer -> assertThat(transfer.isPaused()).isFalse()),
            asks("isPaused(Direction)", transfer -> assertThat(transfer.isPaused(Direction.SENDING))
                    .isFalse()),
            asks("attach(Object)", transfer -> {
                transfer.attach("kept");
                assertThat(transfer.attachment()).isEqualTo("kept");
            }),
            asks("unpause()", Transfer::unpause),
            asks("unpause(Direction)", transfer -> transfer.unpause(Direction.RECEIVING)),
            entry("pause()", new Row(Answer.WORKS, (multi, inside) -> multi.pause(transfer(multi)))),
            entry(
                    "pause(Direction)",
                    new Row(Answer.WORKS, (multi, inside) -> multi.pause(transfer(multi), Direction.RECEIVING))));

    @Test
    @Verifies("R9")
    void every_public_method_has_a_documented_answer() {
        assertThat(MULTI.keySet()).isEqualTo(publicMethods(Multi.class));
        assertThat(TRANSFER.keySet()).isEqualTo(publicMethods(Transfer.class));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies({"R1", "R4", "R9"})
    void every_method_of_a_multi_answers_as_documented_inside_every_call_of_a_callback(Place place) {
        MULTI.forEach((method, row) -> checkEveryCall(place, "Multi." + method, row));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies({"R5", "R9"})
    void every_method_of_a_transfer_answers_as_documented_inside_every_call_of_a_callback(Place place) {
        TRANSFER.forEach((method, row) -> checkEveryCall(place, "Transfer." + method, row));
    }

    private static void checkEveryCall(Place place, String method, Row row) {
        InsideCallback calm = new InsideCallback(place);
        calm.run(multi -> {});
        for (int nth = 1; nth <= calm.calls(); nth++) {
            InsideCallback inside = new InsideCallback(place, nth);
            String what = method + " inside call " + nth + " of " + place;
            try {
                check(inside, row, calm);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(what + " did not answer as documented: " + e, e);
            }
        }
    }

    private static void check(InsideCallback inside, Row row, InsideCallback calm) {
        int[] made = {0};
        inside.action = multi -> {
            made[0]++;
            if (row.answer == Answer.REFUSED) {
                assertThat(refusal(() -> row.call.make(multi, inside))).isEqualTo(Code.RECURSIVE_API_CALL);
            } else {
                row.call.make(multi, inside);
            }
        };
        inside.sim.start(inside.recording);
        inside.sim.settle();
        inside.sim.runFor(Duration.ofMillis(10));
        inside.sim.multi().transfers().forEach(inside.sim.multi()::unpause);
        inside.sim.runUntilDone();
        assertThat(made[0]).as("calls made").isEqualTo(1);
        assertThat(inside.recording.code()).isEqualTo(ResultCode.OK);
        assertThat(inside.recording.bodyText()).isEqualTo("hello");
        assertThat(inside.recording.completions()).isEqualTo(1);
        if (row.answer != Answer.WORKS) {
            assertThat(inside.sim.log().lines()).isEqualTo(calm.sim.log().lines());
        }
        inside.sim.assertClean();
    }

    private static Map.Entry<String, Row> asks(String method, Consumer<Transfer> call) {
        return entry(method, new Row(Answer.ASKS, (multi, inside) -> call.accept(transfer(multi))));
    }

    private static Transfer transfer(CheckedMulti multi) {
        return multi.transfers().get(0);
    }

    private static void removeOther(CheckedMulti multi, InsideCallback inside) {
        Recording other = inside.sim.get("/other");
        multi.remove(other.transfer());
        assertThat(multi.transfers()).doesNotContain(other.transfer());
    }

    /** Works for a socket that is announced, and is refused as BAD_SOCKET for another. */
    private static void assign(CheckedMulti multi, InsideCallback inside) {
        SocketHandle announced = inside.announcedSocket();
        if (announced != null) {
            multi.assign(announced, "kept");
        } else {
            assertThat(refusal(() -> multi.assign(socket(inside), "kept"))).isEqualTo(Code.BAD_SOCKET);
        }
    }

    /** Any socket: what is refused is refused before it is looked at. */
    private static SocketHandle socket(InsideCallback inside) {
        SocketHandle announced = inside.announcedSocket();
        return announced == null ? new StraySocket() : announced;
    }

    private static Code refusal(Runnable call) {
        try {
            call.run();
            throw new AssertionError("the call was not refused");
        } catch (MultiException e) {
            return e.code();
        }
    }

    static Set<String> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getName()
                        + List.of(method.getParameterTypes()).stream()
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(",", "(", ")")))
                .collect(Collectors.toSet());
    }
}
