package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.cli.Option.Kind;
import io.github.socketaction.testkit.Verifies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {

    @ParameterizedTest
    @EnumSource(Option.class)
    void every_option_is_read_by_its_long_name(Option option) {
        checkRead(option, parse(withArgument(option, "--" + option.longName)));
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void every_letter_is_read_alone_and_at_the_end_of_a_bundle(Option option) {
        if (option.letter == 0) {
            return;
        }
        checkRead(option, parse(withArgument(option, "-" + option.letter)));
        CommandLine bundled = parse(withArgument(option, "-sS" + option.letter));
        checkRead(option, bundled);
        assertThat(bundled.has(Option.SHOW_ERROR)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void every_option_that_takes_an_argument_requires_it(Option option) {
        if (!option.kind.takesArgument()) {
            return;
        }
        String longForm = "--" + option.longName;
        assertProblem("option " + longForm + ": requires parameter", longForm);
        if (option.letter != 0) {
            assertProblem("option -s" + option.letter + ": requires parameter", "-s" + option.letter);
        }
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void every_flag_and_nothing_else_is_taken_back_with_no(Option option) {
        String negated = "--no-" + option.longName;
        if (option.kind == Kind.FLAG || option.kind == Kind.FLAG_ON) {
            assertThat(parse("--" + option.longName, negated).has(option)).isFalse();
            assertThat(parse(negated, "--" + option.longName).has(option)).isTrue();
        } else if (option.kind != Kind.OUTPUT_REMOTE_NAME) {
            assertProblem("option " + negated + ": used '--no-' for option that isn't a boolean", negated, "5");
        }
    }

    @Test
    void no_two_options_share_a_name_or_a_letter() {
        for (Option option : Option.values()) {
            assertThat(Option.named(option.longName)).isSameAs(option);
            assertThat(option.letter == 0 || Option.lettered(option.letter) == option)
                    .isTrue();
        }
    }

    @Test
    void flags_are_off_unless_given_but_the_progress_meter_is_on() {
        CommandLine line = parse();
        assertThat(line.has(Option.SILENT)).isFalse();
        assertThat(line.has(Option.PROGRESS_METER)).isTrue();
        assertThat(parse("--no-progress-meter").has(Option.PROGRESS_METER)).isFalse();
    }

    @Test
    void an_argument_may_be_attached_to_its_letter() {
        CommandLine line = parse("-sSofile", "-m1.5", "url");
        assertThat(line.destination(0)).isEqualTo(Destination.of("file"));
        assertThat(line.number(Option.MAX_TIME, 0)).isEqualTo(1_500);
        assertThat(line.urls()).containsExactly("url");
    }

    @Test
    void an_argument_may_be_empty_or_look_like_an_option() {
        CommandLine line = parse("-A", "", "-o", "--", "-H", "-s");
        assertThat(line.text(Option.USER_AGENT)).isEmpty();
        assertThat(line.destination(0)).isEqualTo(Destination.of("--"));
        assertThat(line.list(Option.HEADER)).containsExactly("-s");
        assertThat(line.has(Option.SILENT)).isFalse();
    }

    @Test
    void the_last_of_several_texts_counts_but_headers_add_up() {
        CommandLine line = parse("-A", "one", "-A", "two", "-H", "a: 1", "-H", "b: 2");
        assertThat(line.text(Option.USER_AGENT)).isEqualTo("two");
        assertThat(line.list(Option.HEADER)).containsExactly("a: 1", "b: 2");
    }

    @Test
    void outputs_pair_with_urls_in_order_wherever_they_stand() {
        CommandLine line = parse("-o", "a", "url1", "url2", "url3", "url4", "-O", "-o", "-");
        assertThat(line.destination(0)).isEqualTo(Destination.of("a"));
        assertThat(line.destination(1)).isEqualTo(Destination.REMOTE_NAME);
        assertThat(line.destination(2)).isEqualTo(Destination.DASH);
        assertThat(line.destination(3)).isEqualTo(Destination.DEFAULT);
    }

    @Test
    void two_dashes_end_the_options() {
        CommandLine line = parse("-s", "--", "-o", "--foo");
        assertThat(line.has(Option.SILENT)).isTrue();
        assertThat(line.urls()).containsExactly("-o", "--foo");
    }

    @Test
    void urls_are_also_given_as_an_option() {
        assertThat(parse("a", "--url", "b", "c").urls()).containsExactly("a", "b", "c");
    }

    @Test
    void help_and_version_end_the_reading_at_once() {
        assertThat(parse("-V", "--foo").immediate()).isEqualTo(Option.VERSION);
        assertThat(parse("-hV").immediate()).isEqualTo(Option.HELP);
        assertProblem("option --foo: is unknown", "--foo", "-V");
    }

    @Test
    void help_may_be_asked_for_on_one_category() {
        assertThat(parse("--help").text(Option.HELP)).isNull();
        assertThat(parse("-h", "tls", "--foo").text(Option.HELP)).isEqualTo("tls");
        assertThat(parse("-h", "-s").text(Option.HELP)).isNull();
    }

    @Test
    void of_some_options_the_one_given_last_is_known() {
        assertThat(parse("-4", "-6").last(Option.IPV4, Option.IPV6)).isEqualTo(Option.IPV6);
        assertThat(parse("-6", "-4").last(Option.IPV4, Option.IPV6)).isEqualTo(Option.IPV4);
        assertThat(parse("-4", "-6", "--no-ipv6").last(Option.IPV4, Option.IPV6))
                .isEqualTo(Option.IPV4);
        assertThat(parse("-s").last(Option.IPV4, Option.IPV6)).isNull();
        assertThat(parse("-x", "a", "--socks5", "b", "-x", "c").last(Option.PROXY, Option.SOCKS5))
                .isEqualTo(Option.PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--negotiate",
                "--ntlm",
                "--ntlm-wb",
                "--proxy-negotiate",
                "--proxy-ntlm",
                "--delegation",
                "--service-name",
                "--proxy-service-name"
            })
    @Verifies({"SEC17", "SEC30"})
    void what_would_prove_a_connection_and_not_a_request_is_not_offered(String arg) {
        assertProblem("option " + arg + ": is unknown", arg, "url");
    }

    @ParameterizedTest
    @CsvSource({"--foo", "--no-foo", "-q", "-sq", "-", "--silent=1", "--sil", "--no-", "---", "-Ä"})
    void what_is_not_an_option_is_unknown(String arg) {
        assertProblem("option " + arg + ": is unknown", arg, "url");
    }

    @ParameterizedTest
    @CsvSource({
        "-m, x, expected a proper numerical parameter",
        "-m, -1, expected a positive numerical parameter",
        "--max-time, 5x, expected a proper numerical parameter",
        "--connect-timeout, '', expected a proper numerical parameter",
        "--connect-timeout, 99999999999999999999, too large number",
        "--parallel-max, 1.5, expected a proper numerical parameter",
        "--parallel-max, -3, expected a positive numerical parameter"
    })
    void what_is_not_a_number_is_refused(String option, String number, String problem) {
        assertProblem("option " + option + ": " + problem, option, number);
    }

    private static CommandLine parse(String... args) {
        return OptionParser.parse(args);
    }

    private static void assertProblem(String message, String... args) {
        assertThatThrownBy(() -> parse(args)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    private static String[] withArgument(Option option, String arg) {
        return option.kind.takesArgument() ? new String[] {arg, "7"} : new String[] {arg};
    }

    private static void checkRead(Option option, CommandLine line) {
        switch (option.kind) {
            case FLAG, FLAG_ON -> assertThat(line.has(option)).isTrue();
            case IMMEDIATE -> assertThat(line.immediate()).isEqualTo(option);
            case TEXT -> assertThat(line.text(option)).isEqualTo("7");
            case SECONDS -> assertThat(line.number(option, 0)).isEqualTo(7_000);
            case NUMBER -> assertThat(line.number(option, 0)).isEqualTo(7);
            case LIST -> assertThat(line.list(option)).containsExactly("7");
            case URL -> assertThat(line.urls()).containsExactly("7");
            case OUTPUT_FILE -> assertThat(line.destination(0)).isEqualTo(Destination.of("7"));
            case OUTPUT_REMOTE_NAME -> assertThat(line.destination(0)).isEqualTo(Destination.REMOTE_NAME);
        }
        assertThat(option.kind == Kind.URL || line.urls().isEmpty()).isTrue();
    }
}
