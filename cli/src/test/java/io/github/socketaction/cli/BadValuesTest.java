package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cannot be used end the command with curl's code, and a message that names the option. */
class BadValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | --tls-max | 1.9",
                "2 | --tls-max | ''",
                "4 | --tls-max | 1.1",
                "4 | --tls-max | 1.0",
                "49 | --resolve | garbage",
                "49 | --resolve | a:80:xx",
                "49 | --resolve | a:99999:127.0.0.1",
                "49 | --connect-to | garbage",
                "49 | --connect-to | a:1:b:99999",
                "58 | --cert-type | ENG",
                "58 | --key-type | P12",
                "7 | --proxy | foo://h:1",
                "5 | --proxy | http://h:99999",
                "5 | --proxy | http://",
                "5 | --socks5 | h:0",
                "7 | --preproxy | http://h:1",
                "45 | --interface | ifhost!eth0",
                "45 | --interface | host!nowhere",
                "2 | --local-port | abc",
                "2 | --local-port | 70000",
                "2 | --local-port | 90-80",
                "2 | --keepalive-time | x",
                "2 | --happy-eyeballs-timeout-ms | -1",
                "26 | --write-out | @/no/such/file"
            })
    void a_value_that_cannot_be_used_is_named_with_its_option(int code, String option, String value) {
        Sact sact = Sact.run(option, value, "http://127.0.0.1:1/");
        assertThat(sact.code()).isEqualTo(code);
        assertThat(sact.out()).isEmpty();
        String start = code == 2 ? "sact: option " + option + ": " : "sact: (" + code + ") option " + option + ": ";
        assertThat(sact.err()).startsWith(start);
        assertThat(code == 2 || sact.err().contains(value.replace("@", "").replace("http://", "")))
                .isTrue();
    }

    @Test
    void versions_of_tls_that_exclude_each_other_are_35() {
        Sact sact = Sact.run("--tlsv1.3", "--tls-max", "1.2", "https://127.0.0.1:1/");
        assertThat(sact.code()).isEqualTo(35);
        assertThat(sact.err()).contains("--tls-max", "--tlsv1.3");
    }

    @Test
    void a_login_without_a_password_is_refused_since_nobody_is_asked() {
        Sact sact = Sact.run("-U", "joe", "http://127.0.0.1:1/");
        assertThat(sact.code()).isEqualTo(2);
        assertThat(sact.err()).startsWith("sact: option --proxy-user: needs user:password");
    }

    @Test
    void a_control_character_in_a_login_is_refused() {
        assertThat(Sact.run("-x", "h", "-U", "joe:a\nb", "http://127.0.0.1:1/").err())
                .startsWith("sact: option --proxy-user: has a control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe%00:secret", "joe:secret%0a", "j%ffoe:secret"})
    void an_encoded_login_that_cannot_be_sent_is_3_and_not_shown(String login) {
        Sact sact = Sact.run("-x", "h", "-U", login, "http://127.0.0.1:1/");
        assertThat(sact.code()).isEqualTo(3);
        assertThat(sact.err()).contains("--proxy-user").doesNotContain("secret");
    }

    @Test
    void two_proxies_that_do_not_go_together_are_refused() {
        Sact sact = Sact.run("--preproxy", "a", "--socks5", "b", "http://127.0.0.1:1/");
        assertThat(sact.code()).isEqualTo(7);
        assertThat(sact.err()).contains("--preproxy").contains("SOCKS");
    }

    @ParameterizedTest
    @CsvSource({"-x, http://u:secret@h:99999", "-x, foo://u:secret@h", "--socks5, u:secret@h:x", "-x, u:se@secret@h:x"})
    void a_password_is_never_shown(String option, String value) {
        Sact sact = Sact.run("-v", option, value, "http://127.0.0.1:1/");
        assertThat(sact.code()).isIn(5, 7);
        assertThat(sact.err()).doesNotContain("secret").contains("'h");
    }
}
