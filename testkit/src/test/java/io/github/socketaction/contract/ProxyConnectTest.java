package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.connecting;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.lines;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static io.github.socketaction.contract.ProxyScripts.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels through HTTP proxies, and requests that they forward: what is said to whom. */
class ProxyConnectTest {

    private static final String CONNECT = "CONNECT server.example:80 HTTP/1.1\r\nHost: server.example:80\r\n";
    private static final String KEPT = "Proxy-Connection: Keep-Alive\r\n";

    @Test
    @Verifies({"V5", "SEC12"})
    void a_tunnel_is_asked_for_as_curl_does_and_what_is_for_the_server_is_said_inside_only() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            ProxyOptions options = ProxyOptions.builder()
                    .proxy(proxy("http", "user", "pw"))
                    .tunnel(true)
                    .header("P", "q")
                    .build();
            Recording get = sim.start("http://me:secret@server.example/x", builder -> builder.proxy(options)
                    .header("X", "y")
                    .header("Authorization", "mine")
                    .header("User-Agent", "agent"));
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(get.headerLines())
                    .as("the server's alone")
                    .doesNotContain("HTTP/1.1 200 Connection established\r\n");
            assertThat(proxy.requests())
                    .containsExactly(
                            CONNECT + "Proxy-Authorization: Basic dXNlcjpwdw==\r\nUser-Agent: agent\r\n" + KEPT
                                    + "P: q\r\n\r\n",
                            lines(
                                    "GET /x HTTP/1.1",
                                    "Host: server.example",
                                    "Authorization: mine",
                                    "User-Agent: agent",
                                    "Accept: */*",
                                    "X: y"));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V5")
    void a_header_for_the_proxy_replaces_ours_and_an_empty_one_leaves_it_out() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            get(sim, "http://server.example/", proxy("http"), options -> options.tunnel(true)
                    .header("Proxy-Connection", "")
                    .header("user-agent", "mine")
                    .header("Proxy-Authorization", "Token x"));
            sim.runUntilDone();
            assertThat(proxy.requests().get(0))
                    .isEqualTo(CONNECT + "Proxy-Authorization: Token x\r\nuser-agent: mine\r\n\r\n");
            assertThat(proxy.requests().get(1)).doesNotContain("mine", "Token");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"http://server.example:8080/, server.example:8080", "'http://[2001:db8::1]/', '[2001:db8::1]:80'"})
    @Verifies("V5")
    void the_port_is_always_said_and_an_address_is_in_brackets(String url, String authority) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            tunnel(sim, url, proxy("http"));
            sim.runUntilDone();
            assertThat(proxy.requests().get(0))
                    .startsWith("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V5")
    void an_http_1_0_proxy_is_asked_in_http_1_0_and_the_server_is_not() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting("HTTP/1.0 200 OK\r\n\r\n"));
            Recording get = tunnel(sim, "http://server.example/", Proxy.parse("127.0.0.1:1080", Proxy.Kind.HTTP_1_0));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(proxy.requests().get(0)).startsWith("CONNECT server.example:80 HTTP/1.0\r\n");
            assertThat(proxy.requests().get(1)).startsWith("GET / HTTP/1.1\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V5")
    void an_agreement_on_whom_to_connect_to_is_told_to_the_proxy_by_a_tunnel() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            Recording get = sim.start("http://server.example/", builder -> builder.proxy(ProxyOptions.of(proxy("http")))
                    .names(NameOptions.DEFAULT.withConnectTo(ConnectTo.parse("server.example:80:other.example:81"))));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(proxy.requests().get(0)).startsWith("CONNECT other.example:81 HTTP/1.1\r\n");
            assertThat(proxy.requests().get(1)).contains("\r\nHost: server.example\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V7")
    void a_forwarded_request_is_in_absolute_form_as_curl_sends_it() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).respondWith(Responses.ok("hello"));
            ProxyOptions options = ProxyOptions.builder()
                    .proxy(proxy("http", "user", "pAw"))
                    .header("P", "q")
                    .header("Host", "never")
                    .build();
            Recording get = sim.start("http://a:b@example.com:80/p?q=1#frag", builder -> builder.proxy(options)
                    .header("X", "y"));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(proxy.requests())
                    .containsExactly(lines(
                            "GET http://example.com/p?q=1 HTTP/1.1",
                            "Host: example.com",
                            "Proxy-Authorization: Basic dXNlcjpwQXc=",
                            "Authorization: Basic YTpi",
                            "Accept: */*",
                            "Proxy-Connection: Keep-Alive",
                            "X: y",
                            "P: q"));
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com:8080,    http://example.com:8080/",
        "'http://[::1]:8080',        'http://[::1]:8080/'",
        "'http://[fe80::1%25lo]/x',  'http://[fe80::1]/x'"
    })
    @Verifies("V7")
    void the_url_is_sent_in_its_normal_form(String url, String sent) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).respondWith(Responses.ok("hello"));
            get(sim, url, proxy("http"));
            sim.runUntilDone();
            assertThat(proxy.requests().get(0)).startsWith("GET " + sent + " HTTP/1.1\r\n");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.example", ".example", "*", "other,server.example"})
    @Verifies("V8")
    void a_host_without_a_proxy_is_reached_directly_and_hears_nothing_of_it(String list) {
        ScriptedResolver names = new ScriptedResolver().name("server.example", Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT);
            sim.server().respondWith(Responses.ok("direct"));
            Recording get =
                    get(sim, "http://server.example/", proxy("http", "user", "pw"), options -> options.noProxy(list)
                            .preProxy(proxy("socks5h"))
                            .header("P", "q"));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("direct");
            assertThat(proxy.connections()).isEmpty();
            assertThat(sim.server().requests())
                    .containsExactly("GET / HTTP/1.1\r\nHost: server.example\r\nAccept: */*\r\n\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V8")
    void a_proxy_whose_name_is_unknown_or_that_is_not_there_has_codes_of_its_own() {
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(new ScriptedResolver()))) {
            Recording unknown = get(sim, "http://server.example/", Proxy.parse("socks5h://proxy.example"));
            Recording absent = get(sim, "http://server.example/", proxy("http"));
            Recording unknownServer = get(sim, "http://server.example/", proxy("socks4"));
            sim.runUntilDone();
            assertThat(unknown.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_PROXY);
            assertThat(unknown.result().message()).contains("proxy: proxy.example");
            assertThat(absent.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(unknownServer.code()).as("as curl has it").isEqualTo(ResultCode.PROXY);
            assertThat(unknownServer.result().message()).contains("host: server.example");
            sim.assertClean();
        }
    }
}
