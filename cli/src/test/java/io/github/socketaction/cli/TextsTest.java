package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

    @Test
    void the_version_is_that_of_the_build() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).contains("<version>" + Version.NUMBER + "</version>");
    }

    @Test
    void help_names_every_option_and_what_is_not_offered() {
        Sact help = Sact.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        for (Option option : Option.values()) {
            assertThat(help.out()).contains(option.longName + " ", option.help);
        }
        assertThat(help.out()).contains("globbing", "@file", "sact demo");
    }

    @ParameterizedTest
    @EnumSource(HelpTopic.class)
    void help_on_a_category_has_its_options_only(HelpTopic topic) {
        Sact help = Sact.run("--help", topic.word);
        assertThat(help.code()).isZero();
        for (Option option : Option.values()) {
            assertThat(help.out().contains("-" + option.longName + " ")
                            && help.out().contains(option.help))
                    .as(option.longName)
                    .isEqualTo(option.topic == topic);
        }
    }

    @Test
    void help_on_all_is_help_and_an_unknown_category_is_refused() {
        assertThat(Sact.run("--help", "all")).isEqualTo(Sact.run("-h"));
        Sact unknown = Sact.run("-h", "foo");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("sact: option --help: unknown category 'foo'; there are all, http,");
    }

    @Test
    void help_fits_a_terminal() {
        assertThat(Sact.run("-h").out().lines())
                .allMatch(line -> line.length() < 80 && line.equals(line.stripTrailing()));
        assertThat(Sact.run("demo", "--help").out().lines()).allMatch(line -> line.length() < 80);
    }

    @Test
    void version_lists_the_backends() {
        Sact version = Sact.run("-V");
        assertThat(version.code()).isZero();
        assertThat(version.out())
                .startsWith("sact " + Version.NUMBER + " ")
                .contains("\nProtocols: http https\n", "\nBackends: ", " nio");
    }
}
