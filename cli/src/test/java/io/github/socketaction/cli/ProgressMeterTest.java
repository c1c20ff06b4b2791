package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {

    private static final long MILLI = 1_000_000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            Channels.newChannel(new ByteArrayOutputStream()),
            new PrintStream(written, true, StandardCharsets.UTF_8),
            false,
            true);
    private long now = -5 * MILLI;

    @Test
    void it_is_written_ten_times_a_second_at_most() {
        ProgressMeter meter = new ProgressMeter(terminal, () -> now, true);
        for (int i = 0; i < 1_000; i++) {
            meter.single(i, 1_000);
            now += MILLI;
        }
        assertThat(lines()).hasSize(10);
    }

    @Test
    void it_goes_over_the_same_line_and_ends_with_a_newline() {
        ProgressMeter meter = new ProgressMeter(terminal, () -> now, true);
        meter.single(0, 100);
        now += 1_000 * MILLI;
        meter.endSingle(100, 100);
        assertThat(text()).startsWith("\r").endsWith("\n").containsOnlyOnce("\n");
        for (String line : lines()) {
            assertThat(line.stripTrailing()).hasSizeLessThan(80);
        }
    }

    @Test
    void what_is_said_meanwhile_erases_the_line() {
        ProgressMeter meter = new ProgressMeter(terminal, () -> now, true);
        meter.overall(new Tally(3));
        terminal.say("sact: (7) no");
        assertThat(text()).endsWith("\r" + " ".repeat(79) + "\rsact: (7) no\n");
    }

    @Test
    void nothing_is_written_after_an_interrupt_but_the_newline() {
        ProgressMeter meter = new ProgressMeter(terminal, () -> now, true);
        meter.single(0, 100);
        terminal.interrupt();
        now += 1_000 * MILLI;
        meter.single(50, 100);
        assertThat(text()).endsWith("\n").containsOnlyOnce("\r");
    }

    @Test
    void it_does_nothing_when_it_is_not_shown() {
        ProgressMeter meter = new ProgressMeter(terminal, () -> now, false);
        meter.single(0, 100);
        meter.overall(new Tally(3));
        meter.endSingle(100, 100);
        meter.endOverall(new Tally(3));
        assertThat(text()).isEmpty();
        assertThat(meter.pollMillis()).isEqualTo(-1);
    }

    @Test
    void the_rate_is_that_of_the_last_five_seconds() {
        RateWindow window = new RateWindow(0);
        long second = 1_000 * MILLI;
        assertThat(window.rate(0, 0)).isZero();
        assertThat(window.rate(second / 2, 500)).isEqualTo(1_000);
        for (int i = 1; i <= 20; i++) {
            window.rate(i * second, i * 1_000L);
        }
        for (int i = 21; i <= 30; i++) {
            window.rate(i * second, 20_000);
        }
        assertThat(window.rate(30 * second, 20_000)).isZero();
        assertThat(window.rate(31 * second, 25_000)).isEqualTo(1_000);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private String[] lines() {
        return text().substring(1).split("\r", -1);
    }
}
