package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Wakeups and pollers that are not to be had. */
class BrokenWakeupTest {

    private final IOException onPurpose = new IOException("on purpose");

    @Test
    @Verifies({"W23", "W5"})
    void wakeups_that_cannot_be_opened_fail_only_who_needs_a_name_and_only_while_they_cannot() {
        ScriptedResolver names = new ScriptedResolver().name("some.example", Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.server().respondWith(Responses.ok("hello"));
            for (int i = 1; i <= 3; i++) {
                sim.backend().faults().fail(Operation.OPEN_WAKEUP, i, onPurpose);
            }
            Recording first = sim.start("http://some.example/");
            Recording literal = sim.get("/");
            Recording second = sim.start("http://some.example/");
            Recording local = sim.start("http://localhost/");
            Recording third = sim.start("http://some.example/");
            sim.runUntilDone();
            for (Recording get : new Recording[] {first, second, third}) {
                assertThat(get.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
                assertThat(get.result().message()).contains("wakeup").contains("on purpose");
                assertThat(get.result().cause()).isSameAs(onPurpose);
            }
            assertThat(literal.bodyText() + local.bodyText()).isEqualTo("hellohello");
            assertThat(names.queries()).as("nobody was asked in vain").isEmpty();
            assertThat(sim.counts().lookups()).isZero();
            assertThat(sim.clock().elapsed()).isZero();

            Recording later = sim.start("http://some.example/");
            sim.runUntilDone();
            assertThat(later.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W23")
    void a_wakeup_that_cannot_be_opened_announces_nothing_and_asks_for_nothing() {
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(new ScriptedResolver()))) {
            sim.backend().faults().fail(Operation.OPEN_WAKEUP, 1, onPurpose);
            sim.start("http://some.example/");
            sim.runUntilDone();
            assertThatLog(sim.log()).hasNoSocketLines().hasNoTimer();
            assertThat(sim.counts().connections()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("W24")
    void a_loop_without_a_poller_is_refused_with_the_reason_and_leaves_nothing_open() {
        MemoryBackend backend = new MemoryBackend();
        backend.faults().fail(Operation.OPEN_POLLER, 1, onPurpose);
        assertThatExceptionOfType(MultiException.class)
                .isThrownBy(() -> new EventLoop(backend).close())
                .withMessageContaining("poller")
                .withMessageContaining("on purpose")
                .withCause(onPurpose)
                .extracting(MultiException::code)
                .isEqualTo(MultiException.Code.INTERNAL_ERROR);
        backend.ledger().assertEmpty();
        new EventLoop(backend).close();
        backend.ledger().assertEmpty();
    }
}
