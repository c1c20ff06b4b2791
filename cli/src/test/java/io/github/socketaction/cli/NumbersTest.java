package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5000",
        "1.5, 1500",
        "0.001, 1",
        "0.0019, 1",
        ".25, 250",
        "3., 3000",
        "1.23456, 1234",
        "'', -1",
        "., -1",
        "1.2.3, -1",
        "1e3, -1",
        "1., 1000",
        "' 1', -1",
        "1 , 1000",
        "0x1, -1",
        "1.x, -1",
        "x.1, -1",
        "-1, -2",
        "-0.5, -2",
        "-x, -1",
        "-, -1",
        "-., -1",
        "922337203685477, 922337203685477000",
        "9223372036854776000, -3",
        "9223372036854776000.5, -3",
        "-9999999999999999999, -2"
    })
    void seconds_are_read_as_milliseconds(String text, long expected) {
        assertThat(Numbers.seconds(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65535, 65535", "007, 7", "'', -1", "1.0, -1", "+1, -1", "-1, -2", "99999999999999999999999, -3"
    })
    void whole_numbers_are_read(String text, long expected) {
        assertThat(Numbers.whole(text)).isEqualTo(expected);
    }
}
