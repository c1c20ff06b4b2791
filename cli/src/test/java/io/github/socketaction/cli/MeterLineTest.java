package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeterLineTest {

    private static final long[] AMOUNTS = {0, 1, 9_999, 102_348, 1_023_487, 1L << 40, Long.MAX_VALUE};

    @Test
    void one_transfer_shows_its_share_and_the_time_left() {
        assertThat(MeterLine.single(512_000, 1_024_000, 102_400, 5, false))
                .isEqualTo(" 50%   500k of  1.0M   100k/s  ETA  0:00:05");
    }

    @Test
    void one_transfer_of_unknown_length_shows_the_time_taken() {
        assertThat(MeterLine.single(5_000, -1, 1_000, 5.9, false))
                .isEqualTo("       5000            1000/s  in   0:00:05");
    }

    @Test
    void one_transfer_that_ended_shows_the_time_taken() {
        assertThat(MeterLine.single(5_000, 5_000, 1_000, 5, true))
                .startsWith("100%")
                .endsWith("in   0:00:05");
    }

    @Test
    void a_share_is_a_hundred_percent_only_when_everything_is_there() {
        assertThat(MeterLine.single(9_999, 10_000, 1, 1, false)).startsWith(" 99%");
        assertThat(MeterLine.single(10_001, 10_000, 1, 1, false)).startsWith("100%");
    }

    @Test
    void many_transfers_show_the_whole() {
        Tally tally = new Tally(1_000);
        tally.done = 250;
        tally.failed = 2;
        tally.received = 12_595;
        assertThat(MeterLine.overall(tally, 4_096, 10))
                .isEqualTo(" 250/1000 done, 2 failed, 12.3k,  4096/s, ETA 0:00:30");
        tally.done = 1_000;
        assertThat(MeterLine.overall(tally, 4_096, 10))
                .isEqualTo("1000/1000 done, 2 failed, 12.3k,  4096/s, in  0:00:10");
    }

    @Test
    void a_line_never_takes_more_than_79_columns() {
        for (long received : AMOUNTS) {
            for (long expected : AMOUNTS) {
                for (long rate : AMOUNTS) {
                    assertThat(MeterLine.single(received, expected, rate, 1e12, false))
                            .hasSizeLessThan(80);
                    assertThat(MeterLine.single(received, -1, rate, 1e12, true)).hasSizeLessThan(80);
                }
            }
        }
        Tally tally = new Tally(Integer.MAX_VALUE);
        tally.done = Integer.MAX_VALUE - 1;
        tally.failed = Integer.MAX_VALUE - 1;
        tally.received = Long.MAX_VALUE;
        assertThat(MeterLine.overall(tally, 1_023_487, 1e15)).hasSizeLessThan(80);
    }
}
