package io.github.socketaction.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.transfer.Proxy.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies as they are written, and as the environment names them. */
class ProxyTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "proxy.example,                HTTP,            proxy.example, 1080, -,    -",
                "PROXY.Example:3128,           HTTP,            proxy.example, 3128, -,    -",
                "http://p:8080/,               HTTP,            p,             8080, -,    -",
                "http://p:8080/path?q#f,       HTTP,            p,             8080, -,    -",
                "HTTPS://p,                    HTTPS,           p,             443,  -,    -",
                "https://p:3129,               HTTPS,           p,             3129, -,    -",
                "socks://p,                    SOCKS4,          p,             1080, -,    -",
                "socks4://p,                   SOCKS4,          p,             1080, -,    -",
                "socks4a://u@p,                SOCKS4A,         p,             1080, u,    ''",
                "socks5://u:w@p:1,             SOCKS5,          p,             1,    u,    w",
                "socks5h://u:w@p:65535,        SOCKS5_HOSTNAME, p,             65535,u,    w",
                "u%40x:p%3A%2F%25@p,           HTTP,            p,             1080, u@x,  p:/%",
                "u:a:b@p,                      HTTP,            p,             1080, u,    a:b",
                ":w@p,                         HTTP,            p,             1080, '',   w",
                "u:100%@p,                     HTTP,            p,             1080, u,    100%",
                "[2001:db8::1]:3128,           HTTP,            2001:db8::1,   3128, -,    -",
                "[::1],                        HTTP,            ::1,           1080, -,    -",
                "http://[fe80::1%25eth0]:81,   HTTP,            fe80::1%eth0,  81,   -,    -",
                "p:,                           HTTP,            p,             1080, -,    -",
                "socks5h://localhost/,         SOCKS5_HOSTNAME, localhost,     1080, -,    -"
            })
    void proxies_are_read_as_curl_reads_them(
            String text, Kind kind, String host, int port, String user, String password) {
        assertThat(Proxy.parse(text)).isEqualTo(new Proxy(kind, host, port, user, password));
    }

    @Test
    void an_option_may_say_the_kind_and_the_text_may_say_it_better() {
        assertThat(Proxy.parse("p", Kind.SOCKS5).kind()).isEqualTo(Kind.SOCKS5);
        assertThat(Proxy.parse("socks4a://p", Kind.SOCKS5).kind()).isEqualTo(Kind.SOCKS4A);
        assertThat(Proxy.parse("p", Kind.HTTPS).port()).isEqualTo(443);
        assertThat(Proxy.parse("http://p", Kind.HTTP_1_0).kind()).isEqualTo(Kind.HTTP_1_0);
        assertThat(Proxy.parse("http://p", Kind.SOCKS5).kind()).isEqualTo(Kind.HTTP);
    }

    @ParameterizedTest
    @CsvSource({
        "foo://secret@p,             scheme",
        "'',                         no host",
        "http://:3128,               no host",
        "secret@,                    no host",
        "p:0,                        port",
        "p:65536,                    port",
        "p:x,                        port",
        "p:99999999999,              port",
        "[::1,                       closing bracket",
        "[p]:1,                      without an IPv6",
        "[::1]x,                     port",
        "secret:a@b@p,               host",
        "a b,                        host",
        "p\u00e9,                    host",
        "u%0d%0aX:secret@p,          user",
        "u:secret%00@p,              password",
        "u:secret%ff@p,              UTF-8",
        "socks5://localhost/secret,  unix"
    })
    void what_makes_no_sense_is_refused_by_name_without_showing_secrets(String text, String named) {
        assertThatThrownBy(() -> Proxy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void passwords_and_values_of_headers_are_not_shown() {
        Proxy proxy = Proxy.parse("socks5h://user:hidden@p:1");
        assertThat(proxy).hasToString("socks5h://p:1");
        ProxyOptions options = ProxyOptions.builder()
                .proxy(Proxy.parse("user:hidden@p"))
                .header("Proxy-Authorization", "hidden")
                .build();
        assertThat(options.toString())
                .contains("http://p:1080", "Proxy-Authorization")
                .doesNotContain("hidden");
        assertThat(Proxy.parse("u:one@p")).isNotEqualTo(Proxy.parse("u:two@p")).isNotEqualTo(Proxy.parse("U:one@p"));
    }

    @Test
    void proxies_that_do_not_go_together_are_refused() {
        ProxyOptions.Builder options = ProxyOptions.builder().preProxy(Proxy.parse("p"));
        assertThatThrownBy(options::build).hasMessageContaining("no SOCKS proxy");
        options.preProxy(Proxy.parse("socks5://p")).proxy(Proxy.parse("socks4://q"));
        assertThatThrownBy(options::build).hasMessageContaining("SOCKS proxy");
        assertThat(options.proxy(Proxy.parse("q")).build().toBuilder().build()).isEqualTo(options.build());
        assertThatThrownBy(() -> new Proxy(Kind.HTTP, "p", 1, null, "w")).hasMessageContaining("no user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding"})
    void headers_for_a_proxy_cannot_say_where_a_body_ends(String name) {
        ProxyOptions.Builder options = ProxyOptions.builder().header(name, "0");
        assertThatThrownBy(options::build).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "http,  http_proxy=a,                          a",
        "http,  HTTP_PROXY=a,                          ''",
        "http,  HTTP_PROXY=a;all_proxy=b,              b",
        "http,  http_proxy=;ALL_PROXY=b,               b",
        "http,  all_proxy=a;ALL_PROXY=b,               a",
        "http,  https_proxy=a,                         ''",
        "https, https_proxy=a;HTTPS_PROXY=b,           a",
        "https, HTTPS_PROXY=b,                         b",
        "https, https_proxy=;HTTPS_PROXY=b,            b",
        "https, http_proxy=a,                          ''",
        "HTTPS, https_proxy=a;all_proxy=b,             a",
        "http,  no_proxy=x,                            ''"
    })
    void the_environment_is_read_as_curl_reads_it(String scheme, String variables, String host) {
        Proxy proxy =
                ProxyOptions.fromEnvironment(environment(variables), scheme).proxy();
        assertThat(proxy == null ? "" : proxy.host()).isEqualTo(host);
    }

    @Test
    void hosts_without_a_proxy_come_from_either_variable() {
        assertThat(hosts("a=b;no_proxy=x,.y;NO_PROXY=z")).containsExactly("x", ".y");
        assertThat(hosts("no_proxy=;NO_PROXY= z , q ,,r")).containsExactly("z", "q", "r");
        assertThat(hosts("no_proxy=a b,c")).as("as curl since 8.9").containsExactly("a");
        assertThat(hosts("no_proxy=*")).containsExactly("*");
    }

    @Test
    void an_unusable_variable_is_named_and_its_password_is_not_shown() {
        assertThatThrownBy(() -> ProxyOptions.fromEnvironment(Map.of("ALL_PROXY", "ftp://u:hidden@p"), "http"))
                .hasMessageContaining("ALL_PROXY")
                .message()
                .doesNotContain("hidden");
    }

    private static List<String> hosts(String variables) {
        return ProxyOptions.fromEnvironment(environment("http_proxy=p;" + variables), "http")
                .noProxy();
    }

    private static Map<String, String> environment(String variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(";", -1)) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return environment;
    }
}
