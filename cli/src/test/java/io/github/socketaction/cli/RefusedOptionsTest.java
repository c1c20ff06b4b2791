package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.Verifies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedOptionsTest {

    @Test
    @Verifies("SEC48")
    void who_asks_for_the_status_of_a_certificate_hears_that_it_is_not_verified() throws Exception {
        try (ScriptedServer server = ScriptedServer.serving(CommandTest::serve)) {
            String url = "http://127.0.0.1:" + server.port() + "/hello";
            for (String[] args :
                    new String[][] {{"--cert-status", url}, {url, "--cert-status"}, {"-k", "--cert-status", "-s", url}
                    }) {
                Sact sact = Sact.run(args);
                assertThat(sact.code()).isEqualTo(4);
                assertThat(sact.out()).isEmpty();
                assertThat(sact.err())
                        .startsWith("sact: (4) option --cert-status: ")
                        .contains("not verified", "--crlfile");
            }
            assertThat(server.accepted()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-cert-status", "--doh-cert-status", "--cert-statu", "--proxy-cert-status"})
    @Verifies("SEC48")
    void other_options_about_it_are_not_passed_over_either(String option) {
        Sact sact = Sact.run(option, "http://127.0.0.1:1/");
        assertThat(sact.code()).isEqualTo(2);
        assertThat(sact.err()).startsWith("sact: option " + option + ": is unknown");
    }
}
