package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests the kit: of a loop with one defect exactly the right rule must fail, with its advice. */
class BrokenLoopsTest {

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of(LoopKits.TakesZeroForNone.class, "LC1", "0 means as soon as possible"),
                Arguments.of(
                        LoopKits.RegistersForInOnly.class, "LC2", "register the socket in the first onSocket call"),
                Arguments.of(LoopKits.SkipsTheKnown.class, "LC3", "replace the interest"),
                Arguments.of(LoopKits.OnlyAddsInterest.class, "LC3", "not keep the old one or only add to it"),
                Arguments.of(LoopKits.DropsOutBesideIn.class, "LC3", "says the whole wish anew"),
                Arguments.of(LoopKits.TakesNoneForTheEnd.class, "LC3", "do not skip known sockets"),
                Arguments.of(LoopKits.CountsInTicks.class, "LC4", "milliseconds"),
                Arguments.of(LoopKits.KnowsOnlyZero.class, "LC4", "Wait for sockets no longer than until then"),
                Arguments.of(LoopKits.KeepsTheFirstTimer.class, "LC5", "cancels what was set before"),
                Arguments.of(LoopKits.ForgetsMinusOne.class, "LC6", "onTimer(-1) deletes the timer"),
                Arguments.of(LoopKits.RepeatsTheTimer.class, "LC6", "a timer fires once"),
                Arguments.of(LoopKits.IgnoresNone.class, "LC7", "Take all interest away"),
                Arguments.of(LoopKits.ForgetsRemove.class, "LC8", "on REMOVE end the registration"),
                Arguments.of(LoopKits.LosesItsObject.class, "LC9", "do not assign null"),
                Arguments.of(LoopKits.ActsInTheCallback.class, "LC10", "only note what is wanted"),
                Arguments.of(LoopKits.ActsOnAnotherThread.class, "LC11", "hand timers and events"),
                Arguments.of(LoopKits.DropsErrors.class, "LC12", "counts as ready"),
                Arguments.of(LoopKits.KnowsTransfersOnly.class, "LC13", "treat them like all others"),
                Arguments.of(LoopKits.WaitsForTheIdle.class, "LC14", "end run()"),
                Arguments.of(LoopKits.NeverWaits.class, "LC15", "no zero or tiny timeouts"),
                Arguments.of(LoopKits.ActsAllTheTime.class, "LC15", "wait until a socket is ready"),
                Arguments.of(LoopKits.KeepsSelectedKeys.class, "LC15", "clear selected keys"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void a_defect_fails_exactly_its_rule_and_says_what_to_do(Class<?> kit, String rule, String advice) {
        Map<String, String> failures = failures(run(kit));
        assertThat(failures.keySet()).as("%s", failures).containsExactly(rule);
        assertThat(failures.get(rule)).contains(rule + ": ").contains(advice);
    }

    @Test
    void every_defect_has_a_rule_and_every_rule_a_defect() {
        Set<String> covered =
                defects().map(each -> (String) each.get()[1]).collect(Collectors.toCollection(TreeSet::new));
        List<String> rules =
                Arrays.stream(LoopRule.values()).map(LoopRule::number).toList();
        assertThat(covered).containsExactlyInAnyOrderElementsOf(rules);
        assertThat(defects().map(each -> ((Class<?>) each.get()[0]).getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(BrokenLoops.class.getDeclaredClasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void every_rule_is_cited_by_a_test() {
        Set<String> cited = Arrays.stream(LoopConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .flatMap(method ->
                        Arrays.stream(method.getAnnotation(Verifies.class).value()))
                .collect(Collectors.toSet());
        assertThat(cited)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(LoopRule.values()).map(LoopRule::number).toList());
    }

    @Test
    void a_loop_without_a_defect_passes_every_rule() {
        long tests = Arrays.stream(LoopConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        run(LoopKits.Sound.class)
                .testEvents()
                .assertStatistics(events -> events.failed(0).aborted(0).succeeded(tests));
    }

    @Test
    void what_a_loop_cannot_do_is_aborted_with_the_reason() {
        run(LoopKits.SaysSo.class).testEvents().assertStatistics(events -> events.failed(0)
                .aborted(1));
    }

    private static EngineExecutionResults run(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(kit)).execute();
    }

    /** The rules whose tests failed, each with its message. */
    private static Map<String, String> failures(EngineExecutionResults results) {
        Map<String, String> failures = new TreeMap<>();
        results.testEvents().failed().stream().forEach(event -> failures.put(rule(event), message(event)));
        return failures;
    }

    private static String rule(Event failed) {
        var source = (org.junit.platform.engine.support.descriptor.MethodSource)
                failed.getTestDescriptor().getSource().orElseThrow();
        return String.join(
                " ", source.getJavaMethod().getAnnotation(Verifies.class).value());
    }

    private static String message(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(String::valueOf)
                .orElse("");
    }
}
