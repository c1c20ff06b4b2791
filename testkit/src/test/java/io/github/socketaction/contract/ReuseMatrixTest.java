package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.contract.OptionVariations.Variation;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ReuseRule;
import io.github.socketaction.transfer.ReuseRule.Effect;
import io.github.socketaction.transfer.TransferOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every option: whether a connection made with one value of it serves a transfer with another. */
class ReuseMatrixTest {

    /** Methods of the options that are no options. */
    private static final Set<String> NO_OPTIONS = Set.of("toBuilder", "derived", "toString", "equals", "hashCode");

    static Stream<Variation> variations() {
        return Stream.concat(OptionVariations.all(), OptionVariations.ofTheTransfer());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variations")
    @Verifies({"N13", "SEC21"})
    void a_connection_serves_who_differs_in_an_option_only_if_its_rule_says_so(Variation variation) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/");
            sim.runUntilDone();
            assertThat(requestsOfTheFirstConnection(sim)).isEqualTo(1);
            sim.get("/", variation.change()::apply);
            sim.runFor(Duration.ofSeconds(2));
            int expected = variation.effect() == Effect.IRRELEVANT ? 2 : 1;
            assertThat(requestsOfTheFirstConnection(sim)).isEqualTo(expected);
            sim.assertClean();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variations")
    @Verifies({"N13", "SEC21"})
    void a_connection_made_with_an_option_serves_who_has_not_got_it_only_if_its_rule_says_so(Variation variation) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.get("/", variation.change()::apply);
            sim.runFor(Duration.ofSeconds(2));
            int before = sim.server().connections().size();
            sim.get("/");
            sim.runUntilDone();
            int opened = sim.server().connections().size() - before;
            assertThat(opened).isEqualTo(variation.effect() == Effect.IRRELEVANT ? 0 : 1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"N13", "SEC21"})
    void every_option_of_a_transfer_has_a_rule() {
        List<String> without = Stream.of(TransferOptions.class.getMethods())
                .filter(method -> method.getDeclaringClass() == TransferOptions.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !NO_OPTIONS.contains(method.getName()))
                .filter(method -> !method.isAnnotationPresent(ReuseRule.class))
                .map(Method::getName)
                .toList();
        assertThat(without)
                .as("options of which nobody has decided whether a connection depends on them")
                .isEmpty();
    }

    @Test
    @Verifies("N13")
    void the_matrix_holds_what_verifies_a_peer_and_what_proves_who_we_are() {
        assertThat(OptionVariations.all()
                        .filter(variation -> variation.effect() == Effect.MUST_MATCH)
                        .map(Variation::name))
                .contains(
                        "tls.trust.verifyPeer",
                        "tls.trust.verifyHost",
                        "tls.trust.caFile",
                        "tls.identity.certificate",
                        "tls.identity.password",
                        "proxy.proxy",
                        "proxy.tls.trust.verifyPeer",
                        "sockets.unixSocket",
                        "names.resolve");
    }

    private static int requestsOfTheFirstConnection(Simulation sim) {
        String all = sim.server().connection(1).receivedText();
        return all.split("HTTP/1\\.1\r\n", -1).length - 1;
    }
}
