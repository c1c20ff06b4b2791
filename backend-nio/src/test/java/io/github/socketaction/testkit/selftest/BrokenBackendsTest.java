package io.github.socketaction.testkit.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.socketaction.testkit.BackendConformance;
import io.github.socketaction.testkit.Verifies;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Tests the kit: of a backend with one defect exactly the right rule must fail. */
class BrokenBackendsTest {

    private static final int RULES = 60;

    @Test
    void every_rule_is_cited_by_a_test() {
        Set<String> cited = Arrays.stream(BackendConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .flatMap(method -> Arrays.stream(citation(method)))
                .collect(Collectors.toSet());
        assertThat(cited)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, RULES)
                        .mapToObj(number -> "B" + number)
                        .toList());
    }

    @Test
    void a_backend_without_a_defect_passes_every_rule() {
        assertThat(failingRules(Kits.Sound.class)).isEmpty();
    }

    @Test
    void a_poller_that_forgets_remove() {
        // The descriptors pile up because of it.
        assertThat(failingRules(Kits.ForgetsRemove.class)).containsExactly("B20", "B53");
    }

    @Test
    void a_poller_that_reports_what_was_removed_in_the_same_batch() {
        assertThat(failingRules(Kits.ReportsRemovedOfBatch.class)).containsExactly("B22");
    }

    @Test
    void a_poller_that_gives_events_to_the_successor_of_a_closed_socket() {
        assertThat(failingRules(Kits.GivesEventsToTheSuccessor.class)).containsExactly("B23");
    }

    @Test
    void a_poller_that_ends_early() {
        assertThat(failingRules(Kits.EndsEarly.class)).containsExactly("B37");
    }

    @Test
    void a_poller_that_keeps_out_when_in_is_announced() {
        assertThat(failingRules(Kits.KeepsOut.class)).containsExactly("B18");
    }

    @Test
    void a_poller_that_ignores_none() {
        assertThat(failingRules(Kits.IgnoresNone.class)).containsExactly("B16");
    }

    @Test
    void a_poller_that_loses_a_wakeup_before_the_poll() {
        // A race is lost by it now and then, too.
        assertThat(failingRules(Kits.LosesEarlyWakeups.class)).contains("B41").isSubsetOf("B41", "B43");
    }

    @Test
    void a_poller_that_closes_the_sockets_when_it_is_closed() {
        assertThat(failingRules(Kits.ClosesTheSockets.class)).containsExactly("B50");
    }

    @Test
    void a_poller_that_miscounts() {
        assertThat(failingRules(Kits.Miscounts.class)).containsExactly("B15");
    }

    @Test
    void a_poller_that_reports_each_bit_alone() {
        assertThat(failingRules(Kits.ReportsEachBitAlone.class)).containsExactly("B11");
    }

    @Test
    void a_poller_that_swallows_exceptions() {
        assertThat(failingRules(Kits.SwallowsExceptions.class)).containsExactly("B48");
    }

    @Test
    void a_poller_that_eats_interrupts() {
        assertThat(failingRules(Kits.EatsInterrupts.class)).containsExactly("B49");
    }

    @Test
    void a_transport_that_swallows_the_end() {
        assertThat(failingRules(Kits.SwallowsTheEnd.class)).containsExactly("B29");
    }

    @Test
    void a_transport_that_hides_its_reason_after_close() {
        assertThat(failingRules(Kits.HidesTheReasonAfterClose.class)).containsExactly("B28");
    }

    @Test
    void a_transport_that_gathers_from_the_first_buffer() {
        assertThat(failingRules(Kits.GathersFromTheFirst.class)).containsExactly("B26");
    }

    @Test
    void a_transport_that_takes_a_refused_connect_for_a_good_one() {
        assertThat(failingRules(Kits.TakesRefusedForConnected.class)).containsExactly("B3");
    }

    @Test
    void a_wakeup_that_never_drains() {
        assertThat(failingRules(Kits.NeverDrains.class)).containsExactly("B45");
    }

    @Test
    void what_a_backend_cannot_do_is_aborted_with_the_reason() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Kits.SaysSo.class))
                .execute();
        results.testEvents().assertStatistics(events -> events.failed(0).aborted(1));
        assertThat(failingRules(results)).isEmpty();
    }

    private static Set<String> failingRules(Class<?> kit) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute();
        assertThat(results.testEvents().started().count()).isGreaterThan(RULES);
        return failingRules(results);
    }

    private static Set<String> failingRules(EngineExecutionResults results) {
        Set<String> rules = new TreeSet<>();
        results.testEvents().failed().stream().forEach(event -> rules.addAll(Arrays.asList(citation(method(event)))));
        return rules;
    }

    private static Method method(Event failed) {
        MethodSource source =
                (MethodSource) failed.getTestDescriptor().getSource().orElseThrow();
        return source.getJavaMethod();
    }

    private static String[] citation(Method method) {
        Verifies cited = method.getAnnotation(Verifies.class);
        assertThat(cited).as("citation of %s", method).isNotNull();
        return cited.value();
    }
}
