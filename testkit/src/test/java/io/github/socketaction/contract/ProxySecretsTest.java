package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.connecting;
import static io.github.socketaction.contract.ProxyScripts.connectingToTls;
import static io.github.socketaction.contract.ProxyScripts.digest;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static io.github.socketaction.contract.ProxyScripts.speakTls;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a secret between us and one peer, a proxy or a server, is said to no other. */
class ProxySecretsTest {

    private static final String SECURE = "https://localhost/";
    private static final String PLAIN = "http://server.example/";
    private static final String OTHER_PLACE = "127.0.0.2";

    private static final SSLContext SERVER = TlsWorld.LOCALHOST.serverContext(null);

    /** What was said by CONNECT, and then inside the tunnel in TLS. */
    private record Said(String connect, String inside) {}

    private static Said said(ProxyOptions proxies, UnaryOperator<TransferOptions.Builder> more) {
        List<MemoryTls> sessions = new ArrayList<>();
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connectingToTls(SERVER, sessions));
            Recording get = secure(sim, proxies, more);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            Said said = new Said(proxy.requests().get(0), sessions.get(0).received());
            sim.assertClean();
            return said;
        }
    }

    private static Recording secure(Simulation sim, ProxyOptions proxies, UnaryOperator<TransferOptions.Builder> more) {
        return sim.start(
                SECURE,
                builder -> more.apply(builder.tls(TlsWorld.trusting().build()).proxy(proxies)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "AUTHORIZATION",
                "Cookie",
                "X-Secret",
                "Host",
                "Referer",
                "Proxy-Authorization",
                "Proxy-Connection"
            })
    @Verifies("SEC12")
    void a_field_for_the_server_is_not_in_connect_and_is_said_to_the_server(String name) {
        for (Proxy.Kind kind : List.of(Proxy.Kind.HTTP, Proxy.Kind.HTTP_1_0)) {
            ProxyOptions proxies = ProxyOptions.builder()
                    .proxy(Proxy.parse("user:pw@127.0.0.1:1080", kind))
                    .header("P", "for the proxy")
                    .build();
            Said without = said(proxies, builder -> builder);
            Said with = said(proxies, builder -> builder.header(name, "for-the-server"));
            assertThat(with.connect).isEqualTo(without.connect).contains("\r\nP: for the proxy\r\n");
            assertThat(with.inside).contains("\r\n" + name + ": for-the-server\r\n");
            assertThat(with.inside).doesNotContain("for the proxy");
        }
    }

    @Test
    @Verifies("SEC12")
    void the_credentials_of_the_url_are_not_in_connect() {
        List<MemoryTls> sessions = new ArrayList<>();
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connectingToTls(SERVER, sessions));
            sim.start(
                    "https://me:secret@localhost/p?token=1",
                    builder -> builder.tls(TlsWorld.trusting().build()).proxy(ProxyOptions.of(proxy("http"))));
            sim.runUntilDone();
            assertThat(proxy.requests().get(0))
                    .isEqualTo(ProxyScripts.lines(
                            "CONNECT localhost:443 HTTP/1.1", "Host: localhost:443", "Proxy-Connection: Keep-Alive"));
            assertThat(sessions.get(0).received()).contains("\r\nAuthorization: Basic bWU6c2VjcmV0\r\n");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(Auth.class)
    @Verifies("SEC13")
    void inside_tls_nothing_is_said_that_was_for_the_proxy(Auth auth) {
        DigestAuthority authority = new DigestAuthority("r", "MD5", "user", "pw");
        List<MemoryTls> sessions = new ArrayList<>();
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(
                            auth == Auth.BASIC
                                    ? connectingToTls(SERVER, sessions)
                                    : digest(authority, connection -> speakTls(connection, SERVER, sessions)));
            ProxyOptions proxies = ProxyOptions.builder()
                    .proxy(proxy("http", "user", "pw"))
                    .auth(auth)
                    .header("P", "for the proxy")
                    .build();
            for (int i = 0; i < 2; i++) {
                Recording get = secure(sim, proxies, builder -> builder);
                sim.runUntilDone();
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            }
            assertThat(proxy.requests()).hasSize(auth == Auth.BASIC ? 1 : 2);
            assertThat(proxy.requests().get(proxy.requests().size() - 1)).contains("\r\nProxy-Authorization: ");
            assertThat(sessions).hasSize(1);
            assertThat(sessions.get(0).received())
                    .isEqualTo("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".repeat(2));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("SEC13")
    void a_server_that_is_reached_without_the_proxy_hears_nothing_of_it_though_others_use_it() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            sim.server().respondWith(Responses.ok("direct"));
            ProxyOptions proxies = ProxyOptions.builder()
                    .proxy(proxy("http", "user", "pw"))
                    .header("P", "for the proxy")
                    .noProxy("127.0.0.1")
                    .build();
            for (int round = 0; round < 2; round++) {
                Recording led = sim.start(PLAIN, builder -> builder.proxy(proxies));
                Recording direct = sim.get("/", builder -> builder.proxy(proxies));
                sim.runUntilDone();
                assertThat(led.bodyText()).isEqualTo("hello");
                assertThat(direct.bodyText()).isEqualTo("direct");
            }
            assertThat(proxy.requests()).allMatch(request -> request.contains("Proxy-Authorization: Basic"));
            assertThat(sim.server().requests())
                    .hasSize(2)
                    .allMatch(request -> request.equals("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n"));
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    @Verifies("SEC14")
    void the_login_for_the_proxy_of_one_scheme_is_not_said_to_the_proxy_of_the_other(
            boolean byEnvironment, boolean atOnce) {
        List<MemoryTls> sessions = new ArrayList<>();
        Map<String, String> environment =
                Map.of("http_proxy", "http://user:pw@127.0.0.1:1080", "https_proxy", "http://127.0.0.2:1080");
        ProxyOptions forPlain = byEnvironment
                ? ProxyOptions.fromEnvironment(environment, "http")
                : ProxyOptions.of(proxy("http", "user", "pw"));
        ProxyOptions forSecure = byEnvironment
                ? ProxyOptions.fromEnvironment(environment, "https")
                : ProxyOptions.of(Proxy.parse("127.0.0.2:1080"));
        try (Simulation sim = new Simulation()) {
            MemoryServer one = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            MemoryServer other = sim.listen(OTHER_PLACE, PORT).onAccept(connectingToTls(SERVER, sessions));
            Recording plain = sim.start(PLAIN, builder -> builder.proxy(forPlain));
            if (!atOnce) {
                sim.runUntilDone();
            }
            Recording secure = secure(sim, forSecure, builder -> builder);
            sim.runUntilDone();
            assertThat(plain.bodyText()).isEqualTo("hello");
            assertThat(secure.bodyText()).as("%s", secure.result()).isEqualTo("hello");
            assertThat(one.requests()).hasSize(1);
            assertThat(one.requests().get(0)).contains("\r\nProxy-Authorization: Basic dXNlcjpwdw==\r\n");
            assertThat(other.requests().get(0)).startsWith("CONNECT ").doesNotContain("Authorization");
            assertThat(sessions.get(0).received()).doesNotContain("Authorization");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, true", "false, true, true", "true, true, false", "false, false, false"
    })
    @Verifies("SEC15")
    void what_one_proxy_asked_is_not_answered_to_another_though_the_login_is_the_same(
            boolean tunnel, boolean byEnvironment, boolean atOnce) {
        try (Simulation sim = new Simulation()) {
            MemoryServer one = sim.listen("127.0.0.1", PORT)
                    .onAccept(digest(new DigestAuthority("realm of one", "MD5", "user", "pw")));
            MemoryServer other = sim.listen(OTHER_PLACE, PORT)
                    .onAccept(digest(new DigestAuthority("realm of other", "SHA-256", "user", "pw")));
            List<Recording> gets = new ArrayList<>();
            // Several at once to one proxy would only make each other's nonces stale.
            int rounds = atOnce ? 1 : 2;
            for (int i = 0; i < 2 * rounds; i++) {
                String place = i % 2 == 0 ? "127.0.0.1" : OTHER_PLACE;
                ProxyOptions proxies = (byEnvironment
                                ? ProxyOptions.fromEnvironment(
                                        Map.of("all_proxy", "user:pw@" + place + ":1080"), "http")
                                : ProxyOptions.of(new Proxy(Proxy.Kind.HTTP, place, PORT, "user", "pw")))
                        .toBuilder().auth(Auth.DIGEST).tunnel(tunnel).build();
                gets.add(sim.start(PLAIN, builder -> builder.proxy(proxies)));
                if (!atOnce) {
                    sim.runUntilDone();
                }
            }
            sim.runUntilDone();
            assertThat(gets)
                    .allMatch(
                            get -> get.code() == ResultCode.OK && get.bodyText().equals("hello"));
            for (MemoryServer each : List.of(one, other)) {
                assertThat(each.requests().get(0)).doesNotContain("Authorization");
                assertThat(each.requests())
                        .noneMatch(request -> request.contains(each == one ? "realm of other" : "realm of one"));
            }
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"User, pw", "user, PW", "user, ''"})
    @Verifies({"SEC31", "SEC15"})
    void what_a_proxy_asked_one_user_is_not_answered_for_another_who_differs_in_a_letter(String user, String password) {
        for (boolean tunnel : new boolean[] {true, false}) {
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                        .onAccept(digest(new DigestAuthority("r", "SHA-256", "user", "pw")));
                ProxyOptions known = ProxyOptions.builder()
                        .proxy(proxy("http", "user", "pw"))
                        .auth(Auth.DIGEST)
                        .tunnel(tunnel)
                        .build();
                sim.start(PLAIN, builder -> builder.proxy(known));
                sim.runUntilDone();
                int before = proxy.requests().size();
                ProxyOptions other =
                        known.toBuilder().proxy(proxy("http", user, password)).build();
                Recording get = sim.start(PLAIN, builder -> builder.proxy(other));
                sim.runUntilDone();
                assertThat(proxy.requests().get(before)).doesNotContain("Authorization");
                assertThat(get.bodyText()).isEmpty();
                assertThat(proxy.connections()).hasSize(2);
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, BASIC", "false, BASIC", "true, DIGEST", "false, DIGEST", "true, ANY", "false, ANY"})
    @Verifies("SEC16")
    void who_has_no_login_any_more_says_none_and_uses_no_connection_that_was_made_with_one(boolean tunnel, Auth auth) {
        DigestAuthority authority = new DigestAuthority("r", "MD5", "user", "pw");
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(auth == Auth.BASIC ? connecting(ESTABLISHED) : digest(authority));
            ProxyOptions with = ProxyOptions.builder()
                    .proxy(proxy("http", "user", "pw"))
                    .tunnel(tunnel)
                    .auth(auth)
                    .build();
            TransferOptions known = TransferOptions.builder(PLAIN).proxy(with).build();
            sim.start(new Recording(known));
            sim.runUntilDone();
            int before = proxy.requests().size();
            TransferOptions unknown = known.toBuilder()
                    .proxy(with.toBuilder().proxy(proxy("http")).build())
                    .build();
            Recording second = sim.start(new Recording(unknown));
            sim.runUntilDone();
            assertThat(second.isDone()).isTrue();
            assertThat(proxy.connections()).hasSize(2);
            assertThat(proxy.requests()).hasSizeGreaterThan(before);
            assertThat(List.copyOf(proxy.requests())
                            .subList(before, proxy.requests().size()))
                    .noneMatch(request -> request.contains("Authorization"));
            assertThat(proxy.connection(2).receivedText()).doesNotContain("Authorization");
            sim.assertClean();
        }
    }
}
