package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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

    @Test
    void help_fits_a_terminal() {
        assertThat(Sact.run("-h").out().lines()).allMatch(line -> line.length() < 80);
        assertThat(Sact.run("demo", "--help").out().lines()).allMatch(line -> line.length() < 80);
    }

    @Test
    void version_lists_the_backends() {
        Sact version = Sact.run("-V");
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("sact " + Version.NUMBER + " ").contains("\nBackends: ", " nio");
    }
}
