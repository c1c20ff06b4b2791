package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saying to an HTTP proxy who we are when it asks. */
class ProxyLoginTest {

    private static final String URL = "http://server.example/";
    private static final String TARGET = "server.example:80";

    /** How a refusal ends. */
    enum Ending {
        LENGTH("Content-Length: 6\r\n\r\ndenied", false),
        CHUNKS("Transfer-Encoding: chunked\r\n\r\n6\r\ndenied\r\n0\r\n\r\n", false),
        SAYS_CLOSE("Connection: close\r\nContent-Length: 6\r\n\r\ndenied", true),
        CLOSES_SILENTLY("Content-Length: 6\r\n\r\ndenied", true),
        UNTIL_CLOSE("\r\ndenied", true),
        TOO_LONG("Content-Length: 65537\r\n\r\n" + "x".repeat(65_537), true),
        ENDLESS_CHUNKS(
                "Transfer-Encoding: chunked\r\n\r\n" + ("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(5), true),
        LONGEST("Content-Length: 65536\r\n\r\n" + "x".repeat(65_536), false);

        final String rest;
        final boolean needsAnother;

        Ending(String rest, boolean needsAnother) {
            this.rest = rest;
            this.needsAnother = needsAnother;
        }
    }

    private static Recording ask(Simulation sim, Auth auth) {
        return get(sim, URL, proxy("http", "us\"er", "p\u00e4ss"), options -> options.tunnel(true)
                .auth(auth));
    }

    /** A proxy that wants Digest, and is the server once that is right. */
    private static Consumer<MemoryConnection> digest(DigestAuthority authority, String others, Ending ending) {
        return connection -> connection.onRequest(request -> {
            if (!request.startsWith("CONNECT ")) {
                connection.send(Responses.ok("hello"));
                return;
            }
            String said = field(request);
            String objection = said.isEmpty() ? "nothing" : authority.objection(said, "CONNECT", TARGET);
            if (objection == null) {
                connection.send(ESTABLISHED);
                return;
            }
            connection.send("HTTP/1.1 407 " + objection + "\r\n" + others + "Proxy-Authenticate: "
                    + authority.challenge(objection.equals("an old nonce")) + "\r\n" + ending.rest);
            if (ending == Ending.CLOSES_SILENTLY || ending == Ending.UNTIL_CLOSE) {
                connection.close();
            }
        });
    }

    private static String field(String request) {
        int at = request.indexOf("Proxy-Authorization: ");
        return at < 0 ? "" : request.substring(at + 21, request.indexOf('\r', at));
    }

    @ParameterizedTest
    @CsvSource({"MD5, DIGEST", "MD5-sess, DIGEST", "SHA-256, DIGEST", "SHA-256-sess, ANY", "MD5, ANY"})
    @Verifies("V10")
    void digest_is_answered_on_the_same_connection_and_no_password_is_said(String algorithm, Auth auth) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(digest(
                            new DigestAuthority("realm", algorithm, "us\"er", "p\u00e4ss"),
                            "Proxy-Authenticate: Basic realm=x\r\n",
                            Ending.LENGTH));
            Recording get = ask(sim, auth);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(proxy.connections()).hasSize(1);
            assertThat(proxy.requests()).hasSize(3).noneMatch(request -> request.contains("Basic"));
            assertThat(proxy.requests().get(0)).as("nothing before it asks").doesNotContain("Authorization");
            assertThat(proxy.requests().get(2)).as("nothing to the server").doesNotContain("Authorization");
            assertThat(get.transfer().info().newConnections()).isOne();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    @Verifies("V10")
    void a_refusal_is_read_to_its_end_within_bounds_or_another_connection_is_made(Ending ending) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(digest(new DigestAuthority("r", "MD5", "us\"er", "p\u00e4ss"), "", ending));
            Recording get = ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(proxy.connections()).hasSize(ending.needsAnother ? 2 : 1);
            assertThat(get.transfer().info().newConnections()).isEqualTo(ending.needsAnother ? 2 : 1);
            assertThat(sim.counts().connections()).isOne();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V10")
    void a_stale_nonce_is_answered_anew_and_a_wrong_password_is_not_said_twice() {
        DigestAuthority authority = new DigestAuthority("r", "MD5", "us\"er", "p\u00e4ss");
        int[] asked = {0};
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> digest(authority, "", Ending.LENGTH)
                            .andThen(same -> same.onData(bytes -> {
                                if (++asked[0] == 2) {
                                    authority.challenge(false); // makes the nonce before it an old one
                                }
                            }))
                            .accept(connection));
            Recording get = ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(proxy.requests()).hasSize(4);
            sim.assertClean();
        }
        failsAfter(2, Auth.DIGEST, "Digest realm=r, nonce=n, qop=auth", "did not accept");
    }

    @Test
    @Verifies("V10")
    void a_proxy_that_calls_every_nonce_stale_is_given_up() {
        failsAfter(4, Auth.DIGEST, "Digest realm=r, nonce=n, qop=auth, stale=true", "did not accept");
    }

    @ParameterizedTest
    @CsvSource({
        "1, BASIC,  Basic realm=r,                               did not accept",
        "1, BASIC,  'Digest realm=r, nonce=n',                   did not accept",
        "1, DIGEST, Basic realm=r,                               none of the kinds",
        "1, DIGEST, 'Digest realm=r, nonce=n, algorithm=MD4',    none of the kinds",
        "1, DIGEST, Negotiate,                                   none of the kinds",
        "2, ANY,    Basic realm=r,                               did not accept",
        "1, ANY,    NTLM,                                        none of the kinds",
        "2, ANY,    'Basic realm=r, Digest realm=r, nonce=n',    did not accept"
    })
    @Verifies("V10")
    void what_is_not_allowed_or_was_not_enough_is_not_said(int requests, Auth auth, String challenge, String named) {
        failsAfter(requests, auth, challenge, named);
    }

    private static void failsAfter(int requests, Auth auth, String challenge, String named) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .respondWith(
                            "HTTP/1.1 407 No\r\nProxy-Authenticate: " + challenge + "\r\nContent-Length: 2\r\n\r\nno");
            Recording get = ask(sim, auth);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(get.result().message()).contains("response 407", named).doesNotContain("p\u00e4ss");
            assertThat(proxy.requests()).hasSize(requests);
            assertThat(get.completions()).isOne();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V10")
    void any_says_basic_only_when_nothing_better_is_offered() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (!request.startsWith("CONNECT ")) {
                            connection.send(Responses.ok("hello"));
                        } else if (request.contains("Proxy-Authorization: Basic dXMiZXI6cMOkc3M=\r\n")) {
                            connection.send(ESTABLISHED);
                        } else {
                            connection.send(ProxyScripts.lines(
                                    "HTTP/1.1 407 No",
                                    "proxy-authenticate:",
                                    " Negotiate,",
                                    "\tBasic realm=r",
                                    "Content-Length: 0"));
                        }
                    }));
            Recording get = ask(sim, Auth.ANY);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(proxy.requests()).hasSize(3);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V10")
    void a_proxy_that_ends_every_connection_with_its_refusal_is_given_up() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .respondAndClose(
                            "HTTP/1.0 407 No\r\nProxy-Authenticate: Digest realm=r, nonce=n, stale=true\r\n\r\n");
            Recording get = ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(proxy.connections()).hasSizeLessThanOrEqualTo(4);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    @Verifies("V9")
    void a_proxy_that_never_ends_its_refusal_is_given_up_on_time(int sent) {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT)
                    .respondWith("HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm=r, nonce=n\r\n"
                            + "Content-Length: 6\r\n\r\n" + "denied".substring(0, sent));
            Recording get = sim.start(URL, builder -> builder.connectTimeout(Duration.ofSeconds(5))
                    .proxy(ProxyOptions.builder()
                            .proxy(proxy("http", "u", "p"))
                            .tunnel(true)
                            .auth(Auth.DIGEST)
                            .build()));
            sim.runUntilDone();
            assertThat(sim.clock().elapsed()).isEqualTo(Duration.ofSeconds(5).toNanos());
            assertThat(get.result().message()).contains("waiting for the answer to CONNECT");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V10")
    void what_one_proxy_was_told_is_not_told_to_another() {
        DigestAuthority authority = new DigestAuthority("r", "MD5", "us\"er", "p\u00e4ss");
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).onAccept(digest(authority, "", Ending.LENGTH));
            MemoryServer other = sim.listen("127.0.0.2", PORT).onAccept(ProxyScripts.connecting(ESTABLISHED));
            ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            get(sim, URL, Proxy.parse("127.0.0.2:1080"), options -> options.tunnel(true));
            sim.runUntilDone();
            assertThat(List.copyOf(other.requests()))
                    .hasSize(2)
                    .noneMatch(request -> request.contains("Authorization"));
            sim.assertClean();
        }
    }
}
