package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wakeups that are open, but cannot be signalled or drained. */
class UnusableWakeupTest {

    private static final int MOST_ROUNDS = 1_000;

    private final MemoryBackend memory = new MemoryBackend();
    private final BrokenWakeups backend = new BrokenWakeups(memory);
    private final ScriptedResolver names = new ScriptedResolver()
            .hold()
            .name("some.example", Ip.local(1))
            .name("other.example", Ip.local(1))
            .name("third.example", Ip.local(1));

    private EventLoop loop() {
        memory.network().listen(Ip.local(1, 80)).respondWith(Responses.ok("hello"));
        return new EventLoop(
                backend,
                MultiOptions.builder().clock(memory.clock()).resolver(names).build());
    }

    private static Transfer add(EventLoop loop, String host) {
        return loop.multi().add(new Recording(TransferOptions.get("http://" + host + "/")).options());
    }

    private static ResultCode code(Transfer transfer) {
        return transfer.result() == null
                ? ResultCode.FAILED_INIT
                : transfer.result().code();
    }

    /** Turns the loop until nothing runs; a loop that spins is broken off. */
    private void run(EventLoop loop) {
        for (int i = 0; loop.perform() > 0; i++) {
            assertThat(i).as("rounds").isLessThan(MOST_ROUNDS);
            loop.poll(-1);
        }
    }

    /** A wakeup that cannot be read stays readable, so it is given up for another one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000_000})
    @Verifies("W25")
    void a_wakeup_that_cannot_be_drained_is_replaced_and_costs_nobody_anything(int failures) throws Exception {
        backend.failingDrains = failures;
        try (EventLoop loop = loop()) {
            Transfer first = add(loop, "some.example");
            Transfer second = add(loop, "other.example");
            Transfer third = add(loop, "third.example");
            Transfer literal = add(loop, "127.0.0.1");
            loop.perform();
            for (int i = 0; i < 3; i++) {
                assertThat(memory.ledger().open(Kind.WAKEUP)).isEqualTo(1);
                onAnotherThread(names.queries().get(i)::answer);
                while (loop.multi().counts().lookups() > 2 - i) {
                    loop.poll(-1);
                    loop.perform();
                }
            }
            run(loop);
            assertThat(code(first)).isEqualTo(ResultCode.OK);
            assertThat(code(second)).isEqualTo(ResultCode.OK);
            assertThat(code(third)).isEqualTo(ResultCode.OK);
            assertThat(code(literal)).isEqualTo(ResultCode.OK);
            assertThat(backend.opened).isEqualTo(Math.min(failures, 2) + 1);
            assertThat(memory.clock().elapsed()).isZero();
        }
        memory.ledger().assertEmpty();
    }

    @Test
    @Verifies("W25")
    void look_ups_that_no_wakeup_is_left_for_fail_with_the_reason_and_others_go_on() throws Exception {
        backend.failingDrains = 1;
        try (EventLoop loop = loop()) {
            Transfer answered = add(loop, "some.example");
            Transfer waiting = add(loop, "other.example");
            loop.perform();
            backend.failingOpens = 1;
            onAnotherThread(names.queries().get(0)::answer);
            loop.poll(-1);
            Transfer literal = add(loop, "127.0.0.1");
            run(loop);
            assertThat(code(answered)).isEqualTo(ResultCode.OK);
            assertThat(code(literal)).isEqualTo(ResultCode.OK);
            assertThat(code(waiting)).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(String.valueOf(waiting.result()))
                    .contains("cannot drain")
                    .contains("on purpose");
            assertThat(names.queries().get(1).isCancelled()).isTrue();
            onAnotherThread(names.queries().get(1)::answer);

            Transfer later = add(loop, "third.example");
            loop.perform();
            onAnotherThread(names.queries().get(2)::answer);
            run(loop);
            assertThat(code(later)).isEqualTo(ResultCode.OK);
        }
        memory.ledger().assertEmpty();
    }

    /** Nobody can wake a loop whose wakeup is broken; but whatever wakes it otherwise brings the answer along. */
    @Test
    @Verifies("W26")
    void an_answer_that_could_not_be_signalled_is_taken_by_the_next_action_whatever_it_is_for() throws Exception {
        backend.failingSignals = 1;
        try (EventLoop loop = loop()) {
            Transfer named = add(loop, "some.example");
            Transfer next = add(loop, "other.example");
            loop.perform();
            onAnotherThread(names.queries().get(0)::answer);
            Transfer literal = add(loop, "127.0.0.1");
            for (int i = 0; i < 10; i++) {
                loop.perform();
                loop.poll(0);
            }
            assertThat(code(literal)).isEqualTo(ResultCode.OK);
            assertThat(code(named)).isEqualTo(ResultCode.OK);
            assertThat(memory.clock().elapsed()).isZero();
            onAnotherThread(names.queries().get(1)::answer);
            run(loop);
            assertThat(code(next)).isEqualTo(ResultCode.OK);
        }
        memory.ledger().assertEmpty();
    }

    @Test
    @Verifies("W27")
    void a_loop_that_cannot_be_woken_says_so_to_who_wakes_it_and_goes_on_turning() {
        backend.failsToWakePollers = true;
        try (EventLoop loop = loop()) {
            Transfer literal = add(loop, "127.0.0.1");
            assertThatExceptionOfType(MultiException.class)
                    .isThrownBy(loop::wakeup)
                    .withMessageContaining("on purpose")
                    .extracting(MultiException::code)
                    .isEqualTo(MultiException.Code.WAKEUP_FAILURE);
            loop.perform();
            run(loop);
            assertThat(code(literal)).isEqualTo(ResultCode.OK);
            loop.poll(0);
            long before = memory.clock().elapsed();
            loop.poll(1_000);
            assertThat(memory.clock().elapsed() - before)
                    .isEqualTo(Duration.ofSeconds(1).toNanos());
        }
        memory.ledger().assertEmpty();
    }

    private static void onAnotherThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.setUncaughtExceptionHandler((failed, failure) -> {}); // of a resolver: not ours to report
        thread.start();
        thread.join();
    }
}
