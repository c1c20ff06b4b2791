package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.contract.FailingScenario.World;
import io.github.socketaction.socket.CallbackStop;
import io.github.socketaction.testkit.Ledger;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every single call of the socket and timer callbacks of every scenario fails once. */
class FailingCallbackTest {

    @ParameterizedTest
    @EnumSource
    @Verifies({"E1", "E2", "E3", "E4"})
    void whichever_callback_throws_all_complete_once_in_that_call_and_the_multi_works_again(FailingScenario scenario) {
        failEveryCall(scenario, new IllegalStateException("on purpose"));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies({"E1", "E5"})
    void whichever_callback_says_stop_all_complete_once_in_that_call_and_the_multi_works_again(
            FailingScenario scenario) {
        failEveryCall(scenario, new CallbackStop("the application is going down"));
    }

    private static void failEveryCall(FailingScenario scenario, RuntimeException thrown) {
        long calls;
        try (World calm = scenario.world()) {
            scenario.play(calm);
            calls = calm.sim().log().calls();
            assertThat(calls).as("calls of " + scenario).isGreaterThan(4);
        }
        for (long k = 1; k <= calls; k++) {
            try (World world = scenario.world()) {
                world.sim().log().failCall(k, thrown);
                MultiException stopped = playUntilStopped(scenario, world);
                check(world, stopped, thrown);
                checkUsableAgain(world.sim());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("call " + k + " of " + calls + " in " + scenario + ": " + e, e);
            }
        }
    }

    private static MultiException playUntilStopped(FailingScenario scenario, World world) {
        try {
            scenario.play(world);
        } catch (MultiException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static void check(World world, MultiException stopped, RuntimeException thrown) {
        Simulation sim = world.sim();
        assertThat(stopped.code()).isEqualTo(Code.ABORTED_BY_CALLBACK);
        assertThat(stopped).hasCause(thrown);
        List<Transfer> all = sim.multi().transfers();
        assertThat(all).allMatch(Transfer::isDone);
        assertThat(sim.multi().running()).isZero();
        assertThat(sim.counts().connections()).isZero();
        assertThat(sim.counts().lookups()).isZero();
        assertThat(sim.log().announced()).isEmpty();
        assertThat(sim.multi().timeout()).isEqualTo(-1);
        assertThat(sim.backend().ledger().open(Ledger.Kind.TRANSPORT)).isZero();
        for (Recording recording : world.recordings()) {
            assertThat(recording.completions())
                    .as("completions of " + recording.options())
                    .isLessThanOrEqualTo(1);
        }
        assertThat(world.recordings().stream()
                        .filter(each -> each.completions() == 1)
                        .count())
                .as("completions")
                .isGreaterThanOrEqualTo(all.size());
        for (Transfer transfer : all) {
            if (transfer.result() != null && transfer.result().code() == ResultCode.ABORTED_BY_CALLBACK) {
                assertThat(transfer.result().cause()).isSameAs(thrown);
                assertThat(transfer.result().message()).contains(thrown.getMessage());
            }
        }
    }

    private static void checkUsableAgain(Simulation sim) {
        Set<Transfer> unread = new HashSet<>();
        for (Transfer done = sim.multi().infoRead();
                done != null;
                done = sim.multi().infoRead()) {
            assertThat(unread.add(done)).as("told once").isTrue();
        }
        assertThat(unread).containsExactlyInAnyOrderElementsOf(sim.multi().transfers());
        for (Transfer transfer : sim.multi().transfers()) {
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(() -> sim.get("/refused"))
                    .extracting(MultiException::code)
                    .isEqualTo(Code.ABORTED_BY_CALLBACK);
            sim.multi().remove(transfer);
        }
        sim.server().respondWith(Responses.ok("hello"));
        Recording again = sim.get("/again");
        sim.runUntilDone();
        assertThat(again.bodyText()).isEqualTo("hello");
        sim.assertClean();
    }
}
