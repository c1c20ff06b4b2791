package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void the_median_is_the_middle_one_or_between_the_two_in_the_middle() {
        assertThat(Statistics.of(List.of(7.0))).isEqualTo(new Statistics(7, 7, 7));
        assertThat(Statistics.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Statistics(5, 1, 9));
        assertThat(Statistics.of(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(new Statistics(3, 1, 100));
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_have_as_many_digits_as_are_worth_reading() {
        assertThat(List.of(0.0, 9.994, 9.995, 99.94, 99.95, 250_000.4))
                .map(Figures::of)
                .containsExactly("0.00", "9.99", "10.0", "99.9", "100", "250000");
    }
}
