package io.github.socketaction.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255, 256, 257, 511, 512, 1_000, 999_999, 1_000_000_000, Long.MAX_VALUE})
    void one_time_comes_back_within_one_percent(long nanos) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.count(nanos);
        assertThat(histogram.percentile(0.5)).isEqualTo((double) nanos, within((double) nanos / 100));
    }

    @Test
    void a_percentile_is_the_time_that_so_many_do_not_exceed() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= 100; i++) {
            histogram.count(i);
        }
        assertThat(histogram.percentile(0.50)).isEqualTo(50);
        assertThat(histogram.percentile(0.99)).isEqualTo(99);
        assertThat(histogram.percentile(1.00)).isEqualTo(100);
        assertThat(histogram.total()).isEqualTo(100);
    }

    @Test
    void nothing_has_no_percentile_and_negative_times_count_as_none() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.percentile(0.5)).isZero();
        histogram.count(-5);
        assertThat(histogram.percentile(0.5)).isZero();
        assertThat(histogram.total()).isEqualTo(1);
    }
}
