package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.lines;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.contract.OptionVariations.Variation;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kinds of authentication that prove a connection and not a request, Negotiate and NTLM, are not offered: whoever asks for
 * one hears nothing of it, and no connection belongs to a user because of it.
 */
class UnofferedLoginTest {

    private static final List<String> CHALLENGES = List.of(
            "Negotiate",
            "NTLM",
            "negotiate oYG2MIGzoAMKAQChCwYJKoZIgvcSAQIC",
            "NTLM TlRMTVNTUAACAAAABgAGADgAAAAFgomi",
            "Kerberos",
            "NTLM, Negotiate");

    /** A user and perhaps a password, or nobody. */
    private static final List<String> USERS = List.of("", "user:pw@", "user:PW@", "User:pw@", "other:pw@", "user@", "");

    static Stream<String> challenges() {
        return CHALLENGES.stream();
    }

    private static void assertSaidNothing(List<String> requests) {
        assertThat(requests)
                .map(request -> request.toLowerCase(Locale.ROOT))
                .noneMatch(request -> request.contains("negotiate")
                        || request.contains("ntlm")
                        || request.contains("kerberos")
                        || request.contains("tlrmtvntu")
                        || request.contains("yii"));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    @Verifies({"SEC30", "SEC17"})
    void a_server_that_asks_for_them_makes_no_connection_anybodys_own(String challenge) {
        try (Simulation sim = new Simulation()) {
            boolean[] refuses = {true};
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        refuses[0] = !refuses[0];
                        connection.send(lines(
                                refuses[0] ? "HTTP/1.1 200 OK" : "HTTP/1.1 401 No",
                                "WWW-Authenticate: " + challenge,
                                "Persistent-Auth: true",
                                "Content-Length: 0"));
                    }));
            List<Recording> gets = new ArrayList<>();
            for (String user : USERS) {
                gets.add(sim.start("http://" + user + "127.0.0.1/"));
                sim.runUntilDone();
            }
            assertThat(gets).allMatch(get -> get.code() == ResultCode.OK);
            assertThat(gets.get(0).transfer().info().status()).isEqualTo(401);
            assertThat(sim.server().connections())
                    .as("what each request says counts for that request alone")
                    .hasSize(1);
            assertThat(sim.server().requests())
                    .map(request -> ProxyScripts.field(request, "Authorization"))
                    .containsExactly(
                            "",
                            "Basic dXNlcjpwdw==",
                            "Basic dXNlcjpQVw==",
                            "Basic VXNlcjpwdw==",
                            "Basic b3RoZXI6cHc=",
                            "Basic dXNlcjo=",
                            "");
            assertSaidNothing(sim.server().requests());
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @MethodSource("challenges")
    @Verifies({"SEC29", "SEC30", "SEC17"})
    void a_proxy_that_asks_for_them_gives_no_tunnel_and_hears_no_password(String challenge) {
        for (Auth auth : List.of(Auth.DIGEST, Auth.ANY)) {
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                        .respondWith(lines("HTTP/1.1 407 No", "Proxy-Authenticate: " + challenge, "Content-Length: 0"));
                Recording get =
                        get(sim, "http://server.example/", proxy("http", "user", "pw"), options -> options.tunnel(true)
                                .auth(auth));
                sim.runUntilDone();
                assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
                assertThat(get.result().message()).contains("none of the kinds").doesNotContain("pw");
                assertThat(proxy.requests()).hasSize(1);
                assertThat(proxy.requests().get(0)).doesNotContain("Authorization");
                assertThat(sim.counts().connections())
                        .as("none is left that could be somebody's")
                        .isZero();
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("challenges")
    @Verifies({"SEC29", "SEC30", "SEC17"})
    void a_proxy_that_asks_for_them_to_forward_a_request_is_not_answered(String challenge) {
        for (Auth auth : Auth.values()) {
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                        .respondWith(lines("HTTP/1.1 407 No", "Proxy-Authenticate: " + challenge, "Content-Length: 0"));
                for (int i = 0; i < 2; i++) {
                    Recording get = get(
                            sim, "http://server.example/", proxy("http", "user", "pw"), options -> options.auth(auth));
                    sim.runUntilDone();
                    assertThat(get.code()).as("%s", get.result()).isEqualTo(ResultCode.OK);
                    assertThat(get.transfer().info().status()).isEqualTo(407);
                }
                assertThat(proxy.requests()).hasSize(2);
                assertThat(proxy.requests())
                        .map(request -> ProxyScripts.field(request, "Proxy-Authorization"))
                        .containsOnly(auth == Auth.BASIC ? "Basic dXNlcjpwdw==" : "");
                assertSaidNothing(proxy.requests());
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("SEC29")
    void a_connection_to_a_proxy_serves_one_user_though_the_proxy_takes_it_for_authenticated(boolean tunnel) {
        List<String> logins = List.of("one:pw", "two:pw", "", "one:other", "ONE:pw", "one:pw");
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> connection.send(lines(
                            "HTTP/1.1 200 OK",
                            "Proxy-Authentication-Info: NTLM",
                            "Persistent-Auth: true",
                            request.startsWith("CONNECT ") ? "X: y" : "Content-Length: 0"))));
            for (String login : logins) {
                String[] parts = login.split(":", 2);
                get(
                        sim,
                        "http://server.example/",
                        login.isEmpty() ? proxy("http") : proxy("http", parts[0], parts[1]),
                        options -> options.tunnel(tunnel));
                sim.runUntilDone();
            }
            assertThat(proxy.connections()).as("the last uses the first one's").hasSize(5);
            for (int i = 1; i <= 5; i++) {
                String said = proxy.connection(i).receivedText();
                assertThat(said.split("Proxy-Authorization", -1).length - 1)
                        .isEqualTo(i == 3 ? 0 : i == 1 && !tunnel ? 2 : 1);
            }
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"SEC17", "SEC29", "SEC30"})
    void no_option_asks_for_them() {
        assertThat(Auth.values()).containsExactly(Auth.BASIC, Auth.DIGEST, Auth.ANY);
        assertThat(OptionVariations.all().map(Variation::name)).isNotEmpty().noneMatch(name -> name.toLowerCase(
                        Locale.ROOT)
                .matches(".*(negotiate|ntlm|kerberos|spnego|gss|delegat|servicename).*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "FILE:///etc/passwd",
                "file://127.0.0.1/etc/passwd",
                "ftp://127.0.0.1/",
                "gopher://127.0.0.1/1",
                "scp://127.0.0.1/x",
                "dict://127.0.0.1/d:x",
                "ldap://127.0.0.1/",
                "telnet://127.0.0.1/",
                "javascript:alert(1)",
                "data:text/plain,x",
                "jar:file:///x!/y",
                "ws://127.0.0.1/",
                "smb://127.0.0.1/x"
            })
    @Verifies("SEC18")
    void nothing_but_http_and_https_is_spoken_whoever_asks_for_it(String url) {
        try (Simulation sim = new Simulation()) {
            long opened = sim.backend().ledger().opened();
            Recording asked = sim.start(url);
            sim.runUntilDone();
            assertThat(asked.code()).isIn(ResultCode.UNSUPPORTED_PROTOCOL, ResultCode.URL_MALFORMAT);
            assertThat(asked.body()).isEmpty();
            assertThat(sim.backend().ledger().opened()).isEqualTo(opened);

            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> connection.send(lines(
                            "HTTP/1.1 " + request.substring(5, 8) + " Elsewhere",
                            "Location: " + url,
                            "Refresh: 0; url=" + url,
                            "Alt-Svc: h2=\"evil.example:443\"",
                            "Content-Length: 0"))));
            for (String status : List.of("301", "302", "303", "307", "308", "200")) {
                Recording led = sim.get("/" + status);
                sim.runUntilDone();
                assertThat(led.code()).isEqualTo(ResultCode.OK);
                assertThat(led.transfer().info().status()).isEqualTo(Integer.parseInt(status));
            }
            assertThat(sim.server().requests()).hasSize(6);
            assertThat(sim.server().connections()).hasSize(1);
            sim.assertClean();
        }
    }
}
