package io.github.socketaction.internal.sched;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The timer queue against a list that is searched from end to end. */
class TimerQueueTest {

    private static final int STEPS = 20_000;
    private static final List<Deadline> NAMES = List.of(Deadline.TOTAL, Deadline.CONNECT, Deadline.STAGE);

    private final TimerQueue queue = new TimerQueue();
    private final RunQueue runQueue = new RunQueue();
    private final List<Sleeper> woken = new ArrayList<>();

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {1, 2, 5, 64, 65, 300})
    void it_agrees_with_a_plain_list_whatever_is_set_cleared_and_reached(int tasks) {
        Random random = new Random(tasks);
        List<Sleeper> all = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            all.add(new Sleeper());
        }
        long now = Long.MIN_VALUE / 2;
        for (int i = 0; i < STEPS; i++) {
            Sleeper sleeper = all.get(random.nextInt(tasks));
            Deadline deadline = NAMES.get(random.nextInt(NAMES.size()));
            switch (random.nextInt(8)) {
                case 0 -> sleeper.clear(deadline);
                case 1 -> sleeper.clearAll();
                case 2 -> {
                    now += random.nextInt(40);
                    assertWakesInOrder(all, now);
                }
                default -> sleeper.set(deadline, now + 1 + random.nextInt(100));
            }
            assertThat(queue.nearest()).isEqualTo(nearestOf(all));
            assertThat(queue.size()).isEqualTo((int) all.stream()
                    .filter(one -> one.nearest() != TimerQueue.NEVER)
                    .count());
        }
    }

    @Test
    void a_deadline_that_is_reached_exactly_counts_and_one_that_is_a_nanosecond_away_does_not() {
        Sleeper sleeper = new Sleeper();
        sleeper.set(Deadline.TOTAL, 10);
        queue.expire(9, runQueue);
        assertThat(runQueue.isEmpty()).isTrue();
        queue.expire(10, runQueue);
        runQueue.drain(10, 1);
        assertThat(woken).containsExactly(sleeper);
        assertThat(sleeper.due).isEqualTo(1 << Deadline.TOTAL.index());
        assertThat(queue.nearest()).isEqualTo(TimerQueue.NEVER);
    }

    @Test
    void a_task_with_several_deadlines_stands_in_it_once_and_hears_of_all_that_are_reached() {
        Sleeper sleeper = new Sleeper();
        for (Deadline deadline : NAMES) {
            sleeper.set(deadline, 10 + deadline.index());
        }
        assertThat(queue.size()).isEqualTo(1);
        queue.expire(11, runQueue);
        runQueue.drain(11, 9);
        assertThat(woken).containsExactly(sleeper);
        assertThat(sleeper.due).isEqualTo(0b11);
        assertThat(queue.nearest()).isEqualTo(12);
    }

    private void assertWakesInOrder(List<Sleeper> all, long now) {
        List<Sleeper> expected =
                new ArrayList<>(all.stream().filter(one -> one.nearest() <= now).toList());
        Map<Sleeper, Long> before = new HashMap<>();
        expected.forEach(one -> before.put(one, one.nearest()));
        expected.forEach(one -> one.wanted.values().removeIf(at -> at <= now));
        woken.clear();
        queue.expire(now, runQueue);
        runQueue.drain(now, Integer.MAX_VALUE);
        assertThat(woken).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(woken).isSortedAccordingTo(Comparator.comparing(before::get));
    }

    private static long nearestOf(List<Sleeper> all) {
        return all.stream().mapToLong(Sleeper::nearest).min().orElse(TimerQueue.NEVER);
    }

    private final class Sleeper extends Task {

        private final Map<Deadline, Long> wanted = new EnumMap<>(Deadline.class);
        private int due;

        void set(Deadline deadline, long at) {
            wanted.put(deadline, at);
            queue.set(this, deadline, at);
        }

        void clear(Deadline deadline) {
            wanted.remove(deadline);
            queue.clear(this, deadline);
        }

        void clearAll() {
            wanted.clear();
            queue.clearAll(this);
        }

        long nearest() {
            return wanted.values().stream().mapToLong(Long::longValue).min().orElse(TimerQueue.NEVER);
        }

        @Override
        protected void run(long now) {
            due = takeDue();
            woken.add(this);
        }
    }
}
