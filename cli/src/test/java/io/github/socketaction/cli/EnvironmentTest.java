package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.TlsTrust;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which variables of the environment count, and for what. */
class EnvironmentTest {

    /** Variables, the command line, and the host of the proxy; a dash stands for none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http_proxy=p | http://h/ | p",
                "http_proxy=p | h | p",
                "http_proxy=p | https://h/ | -",
                "HTTP_PROXY=p | http://h/ | -",
                "HTTP_PROXY=p all_proxy=q | http://h/ | q",
                "https_proxy=p | https://h/ | p",
                "https_proxy=p | HTTPS://h/ | p",
                "HTTPS_PROXY=p | https://h/ | p",
                "https_proxy=p HTTPS_PROXY=q | https://h/ | p",
                "https_proxy=p | http://h/ | -",
                "all_proxy=p | http://h/ | p",
                "ALL_PROXY=p | https://h/ | p",
                "http_proxy=p all_proxy=q | http://h/ | p",
                "http_proxy= all_proxy=q | http://h/ | q",
                "http_proxy=p | -x q http://h/ | q",
                "http_proxy=p | --socks5 q http://h/ | q",
                "http_proxy=p | -x '' http://h/ | -",
                "http_proxy=p | --preproxy q http://h/ | -"
            })
    void a_proxy_comes_from_the_variables_that_curl_reads(String variables, String args, String host) {
        Proxy proxy = proxy(variables, args).proxy();
        assertThat(proxy == null ? "-" : proxy.host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no_proxy=a,b | -x p http://h/ | a,b",
                "NO_PROXY=a | -x p http://h/ | a",
                "no_proxy=a NO_PROXY=b | http://h/ | a",
                "no_proxy= NO_PROXY=b | http://h/ | b",
                "no_proxy=a | --noproxy c http://h/ | c",
                "no_proxy=a | --noproxy '' http://h/ | ''",
                "http_proxy=p no_proxy=a | http://h/ | a",
                "http_proxy=p | http://h/ | ''"
            })
    void hosts_without_a_proxy_come_from_the_option_or_else_the_variables(String variables, String args, String hosts) {
        assertThat(proxy(variables, args).noProxy())
                .isEqualTo(hosts.isEmpty() ? List.of() : List.of(hosts.split(",", -1)));
    }

    @Test
    void the_login_of_the_command_line_counts_for_a_proxy_of_the_environment() {
        assertThat(proxy("http_proxy=p:1", "-U u:v http://h/").proxy())
                .isEqualTo(new Proxy(Proxy.Kind.HTTP, "p", 1, "u", "v"));
        assertThat(proxy("http_proxy=x:y@p:1", "-U u:v http://h/").proxy())
                .isEqualTo(new Proxy(Proxy.Kind.HTTP, "p", 1, "x", "y"));
    }

    @Test
    void other_options_count_for_a_proxy_of_the_environment() {
        ProxyOptions proxy = proxy("http_proxy=p:1", "-p --proxy-insecure --proxy-header A:b http://h/");
        assertThat(proxy.tunnel()).isTrue();
        assertThat(proxy.tls().trust().verifyPeer()).isFalse();
        assertThat(proxy.headers()).hasSize(1);
    }

    @Test
    void a_proxy_of_the_environment_that_cannot_be_used_is_named_without_its_password() {
        Sact sact = Sact.withEnvironment(Map.of("http_proxy", "http://u:secret@h:99999"), "http://h/");
        assertThat(sact.code()).isEqualTo(5);
        assertThat(sact.err()).startsWith("sact: (5) ").contains("http_proxy").doesNotContain("secret");
    }

    /** Variables, the command line, the file, and the directory of trusted authorities. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSL_CERT_FILE=f | https://h/ | f | -",
                "SSL_CERT_DIR=d | https://h/ | - | d",
                "SSL_CERT_FILE=f SSL_CERT_DIR=d | https://h/ | f | d",
                "SSL_CERT_FILE= | https://h/ | - | -",
                "SSL_CERT_FILE=f SSL_CERT_DIR=d | --cacert g https://h/ | g | -",
                "SSL_CERT_FILE=f SSL_CERT_DIR=d | --capath e https://h/ | - | e",
                "SSL_CERT_FILE=f SSL_CERT_DIR=d | -k https://h/ | - | -"
            })
    void trust_comes_from_the_options_or_else_the_variables(String variables, String args, String file, String dir) {
        TlsTrust trust =
                Arguments.options(variables(variables), words(args)).tls().trust();
        assertThat(trust.caFile()).isEqualTo(file.equals("-") ? null : Path.of(file));
        assertThat(trust.caPath()).isEqualTo(dir.equals("-") ? null : Path.of(dir));
    }

    private static ProxyOptions proxy(String variables, String args) {
        return Arguments.options(variables(variables), words(args)).proxy();
    }

    private static String[] words(String args) {
        String[] words = args.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("''") ? "" : words[i];
        }
        return words;
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String each : text.split(" ", -1)) {
            int equals = each.indexOf('=');
            variables.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return variables;
    }
}
