package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

    @Test
    void the_first_two_processors_of_the_list_are_taken() {
        assertThat(Cores.of("0-1")).isEqualTo(new Cores(0, 1));
        assertThat(Cores.of("3,8-11")).isEqualTo(new Cores(3, 8));
        assertThat(Cores.of("4-7").onClient(List.of("x"))).containsExactly("taskset", "-c", "4", "x");
        assertThat(Cores.of("4-7").onServer(List.of("x"))).containsExactly("taskset", "-c", "5", "x");
        assertThat(Cores.of("4-7").onBoth(List.of("x"))).containsExactly("taskset", "-c", "4,5", "x");
    }

    @Test
    void with_one_processor_nothing_is_pinned() {
        assertThat(Cores.of("5")).isEqualTo(new Cores(-1, -1));
        assertThat(Cores.of("5").onClient(List.of("x"))).containsExactly("x");
        assertThat(Cores.of("5").onBoth(List.of("x"))).containsExactly("x");
    }
}
