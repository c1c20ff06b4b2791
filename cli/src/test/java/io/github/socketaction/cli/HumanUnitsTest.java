package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanUnitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1234, 1234",
        "9999, 9999",
        "10000, 9.8k",
        "12595, 12.3k",
        "102348, 99.9k",
        "102349, 100k",
        "1023487, 999k",
        "1023488, 1.0M",
        "4718592, 4.5M",
        "1073741824, 1.0G",
        "9223372036854775807, 8.0E",
        "-5, 0"
    })
    void bytes_are_short(long bytes, String expected) {
        assertThat(HumanUnits.bytes(bytes)).isEqualTo(expected);
    }

    @Test
    void bytes_never_take_more_than_five_columns() {
        for (long bytes = 1; bytes > 0; bytes = bytes * 5 / 4 + 1) {
            assertThat(HumanUnits.bytes(bytes)).hasSizeLessThanOrEqualTo(5);
            if (bytes > Long.MAX_VALUE / 5) {
                break;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1, --:--:--",
        "0, 0:00:00",
        "59, 0:00:59",
        "3661, 1:01:01",
        "359999, 99:59:59",
        "360000, 4d 04h",
        "86399999, 999d 23h",
        "86400000, 1000d",
        "9223372036854775807, 9999999d"
    })
    void times_are_short(long seconds, String expected) {
        assertThat(HumanUnits.time(seconds)).isEqualTo(expected).hasSizeLessThanOrEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "1.25, 1, 1.3",
        "0.04, 1, 0.0",
        "0.05, 1, 0.1",
        "-1.5, 1, -1.5",
        "7.6, 0, 8",
        "1.005, 3, 1.005",
        "0.007, 3, 0.007"
    })
    void decimals_are_rounded(double value, int decimals, String expected) {
        assertThat(HumanUnits.decimal(value, decimals)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, '1,000'", "1234567, '1,234,567'", "-100, -100", "-1000, '-1,000'"})
    void digits_are_grouped(long value, String expected) {
        assertThat(HumanUnits.grouped(value)).isEqualTo(expected);
    }

    @Test
    void text_is_filled_on_the_left_and_never_cut() {
        assertThat(HumanUnits.right("ab", 4)).isEqualTo("  ab");
        assertThat(HumanUnits.right("abcde", 4)).isEqualTo("abcde");
    }
}
