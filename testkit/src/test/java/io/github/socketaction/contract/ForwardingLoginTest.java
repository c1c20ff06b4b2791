package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.contract.ProxyLoginTest.Ending;
import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saying to an HTTP proxy that forwards plain requests who we are when it asks. */
class ForwardingLoginTest {

    static final String USER = "us\"er";
    static final String PASSWORD = "p\u00e4ss";
    static final String URL = "http://server.example:8080/a?b=c";

    static Recording ask(Simulation sim, Auth auth) {
        return get(sim, URL, proxy("http", USER, PASSWORD), options -> options.auth(auth));
    }

    static DigestAuthority authority(String algorithm) {
        return new DigestAuthority("realm", algorithm, USER, PASSWORD);
    }

    /** A proxy that wants Digest and answers as the server once that is right. */
    static Consumer<MemoryConnection> digest(DigestAuthority authority, String others, Ending ending) {
        return connection -> connection.onRequest(request -> {
            String[] line = request.split(" ", 3);
            String said = field(request);
            String objection = said.isEmpty() ? "nothing" : authority.objection(said, line[0], line[1]);
            if (objection == null) {
                connection.send(Responses.ok("hello"));
                return;
            }
            connection.send("HTTP/1.1 407 " + objection + "\r\n" + others + "Proxy-Authenticate: "
                    + authority.challenge(objection.equals("an old nonce")) + "\r\n" + ending.rest);
            if (ending == Ending.CLOSES_SILENTLY || ending == Ending.UNTIL_CLOSE) {
                connection.close();
            }
        });
    }

    static String field(String request) {
        int at = request.indexOf("Proxy-Authorization: ");
        return at < 0 ? "" : request.substring(at + 21, request.indexOf('\r', at));
    }

    @ParameterizedTest
    @CsvSource({"MD5, DIGEST", "MD5-sess, DIGEST", "SHA-256, DIGEST", "SHA-256-sess, ANY", "MD5, ANY"})
    @Verifies("V14")
    void digest_is_answered_on_the_same_connection_and_only_the_head_of_the_refusal_is_shown(
            String algorithm, Auth auth) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(digest(authority(algorithm), "Proxy-Authenticate: Basic realm=x\r\n", Ending.LENGTH));
            Recording get = ask(sim, auth);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.OK);
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(get.headerLines()).contains("HTTP/1.1 407 nothing\r\n", "HTTP/1.1 200 OK\r\n");
            assertThat(get.transfer().info().status()).isEqualTo(200);
            assertThat(get.transfer().info().downloadedBytes()).isEqualTo(5);
            assertThat(get.transfer().info().newConnections()).isOne();
            assertThat(proxy.connections()).hasSize(1);
            assertThat(proxy.requests()).hasSize(2).noneMatch(request -> request.contains("Basic"));
            assertThat(proxy.requests()).allMatch(request -> request.startsWith("GET " + URL + " HTTP/1.1\r\n"));
            assertThat(proxy.requests().get(0)).as("nothing before it asks").doesNotContain("Authorization");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    @Verifies("V14")
    void a_refusal_is_read_to_its_end_within_bounds_or_another_connection_is_made(Ending ending) {
        MultiOptions.Builder narrow = MultiOptions.builder().maxHostConnections(1);
        try (Simulation sim = new Simulation(narrow)) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(digest(authority("MD5"), "", ending));
            Recording get = ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(proxy.connections()).hasSize(ending.needsAnother ? 2 : 1);
            assertThat(sim.counts().connections()).isOne();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, DIGEST, 'Digest realm=r, nonce=n, qop=auth'",
        "4, DIGEST, 'Digest realm=r, nonce=n, qop=auth, stale=true'",
        "1, BASIC,  Basic realm=r",
        "1, BASIC,  'Digest realm=r, nonce=n'",
        "1, DIGEST, Basic realm=r",
        "1, DIGEST, 'Digest realm=r, nonce=n, algorithm=MD4'",
        "1, DIGEST, Negotiate",
        "1, DIGEST, 'Digest realm=\"r'",
        "2, ANY,    Basic realm=r",
        "1, ANY,    NTLM",
        "2, ANY,    'Basic realm=r, Digest realm=r, nonce=n'"
    })
    @Verifies("V16")
    void a_refusal_without_a_new_answer_is_the_response(int requests, Auth auth, String challenge) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .respondWith(
                            "HTTP/1.1 407 No\r\nProxy-Authenticate: " + challenge + "\r\nContent-Length: 2\r\n\r\nno");
            for (int i = 1; i <= 2; i++) {
                Recording get = ask(sim, auth);
                sim.runUntilDone();
                assertThat(get.code()).isEqualTo(ResultCode.OK);
                assertThat(get.transfer().info().status()).isEqualTo(407);
                assertThat(get.bodyText()).isEqualTo("no");
                assertThat(get.completions()).isOne();
                assertThat(proxy.requests()).as("nothing is learnt from it").hasSize(i * requests);
            }
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V16")
    void any_says_basic_only_when_nothing_better_is_offered_and_then_at_once() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> connection.send(
                            field(request).equals("Basic dXMiZXI6cMOkc3M=")
                                    ? Responses.ok("hello")
                                    : ProxyScripts.lines(
                                            "HTTP/1.1 407 No",
                                            "proxy-authenticate:",
                                            " Negotiate,",
                                            "\tBasic realm=r",
                                            "Content-Length: 0"))));
            for (int i = 0; i < 2; i++) {
                Recording get = ask(sim, Auth.ANY);
                sim.runUntilDone();
                assertThat(get.bodyText()).isEqualTo("hello");
            }
            assertThat(proxy.requests()).hasSize(3);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V14")
    void a_head_request_is_sent_again_on_the_same_connection_whatever_length_its_refusal_claims() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> connection.send(
                            field(request).isEmpty()
                                    ? ProxyScripts.lines(
                                            "HTTP/1.1 407 No",
                                            "Proxy-Authenticate: Digest realm=r, nonce=n",
                                            "Content-Length: 1000000")
                                    : Responses.head(7))));
            Recording head = sim.start(URL, builder -> builder.method("HEAD").proxy(options(Auth.DIGEST)));
            sim.runUntilDone();
            assertThat(head.transfer().info().status()).isEqualTo(200);
            assertThat(proxy.connections()).hasSize(1);
            sim.assertClean();
        }
    }

    static ProxyOptions options(Auth auth) {
        return ProxyOptions.builder()
                .proxy(proxy("http", USER, PASSWORD))
                .auth(auth)
                .build();
    }

    @Test
    @Verifies("V14")
    void a_proxy_that_keeps_its_connection_only_in_words_is_asked_on_another() {
        DigestAuthority authority = authority("MD5");
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connection -> {
                if (connection.number() == 1) {
                    connection.onRequest(request -> {
                        if (field(request).isEmpty()) {
                            connection.send("HTTP/1.1 407 No\r\nProxy-Authenticate: " + authority.challenge(false)
                                    + "\r\nContent-Length: 0\r\n\r\n");
                        } else {
                            connection.reset();
                        }
                    });
                } else {
                    digest(authority, "", Ending.LENGTH).accept(connection);
                }
            });
            Recording get = ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            assertThat(proxy.connections()).hasSize(2);
            assertThat(proxy.requests()).hasSize(3);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V16")
    void a_proxy_that_ends_every_connection_with_its_refusal_is_given_up() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .respondAndClose(
                            "HTTP/1.0 407 No\r\nProxy-Authenticate: Digest realm=r, nonce=n, stale=true\r\n\r\n");
            Recording get = ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            assertThat(get.transfer().info().status()).isEqualTo(407);
            assertThat(proxy.connections()).hasSize(4);
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
            Recording get = sim.start(
                    URL, builder -> builder.totalTimeout(Duration.ofSeconds(5)).proxy(options(Auth.DIGEST)));
            sim.runUntilDone();
            assertThat(sim.clock().elapsed()).isEqualTo(Duration.ofSeconds(5).toNanos());
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(get.bodyText()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V14")
    void callbacks_may_pause_or_remove_at_every_line_of_the_refusal() {
        for (int at = 1; at <= 4; at++) {
            for (boolean removes : new boolean[] {true, false}) {
                interrupted(at, removes);
            }
        }
    }

    private static void interrupted(int at, boolean removes) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(digest(authority("MD5"), "", Ending.LENGTH));
            Recording get = ask(sim, Auth.DIGEST);
            int[] lines = {0};
            get.onHeader((transfer, line) -> {
                if (++lines[0] != at) {
                    return Flow.CONTINUE;
                }
                if (removes) {
                    sim.multi().remove(transfer);
                    return Flow.CONTINUE;
                }
                return Flow.PAUSE;
            });
            sim.settle();
            if (removes) {
                assertThat(get.isDone()).isFalse();
                assertThat(proxy.requests()).hasSize(1);
            } else {
                assertThat(get.transfer().isPaused(Direction.RECEIVING)).isTrue();
                sim.multi().unpause(get.transfer(), Direction.RECEIVING);
                sim.runUntilDone();
                assertThat(get.bodyText()).as("paused at line %d", at).isEqualTo("hello");
            }
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "SAYS_CLOSE"})
    @Verifies("V14")
    void a_transfer_removed_when_it_is_told_that_it_asks_again_does_not(Ending ending) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(digest(authority("MD5"), "", ending));
            sim.start(URL, builder -> builder.proxy(options(Auth.DIGEST)).onTrace((transfer, kind, data) -> {
                if (ISO_8859_1.decode(data.duplicate()).toString().startsWith("Sending the request again")) {
                    sim.multi().remove(transfer);
                }
            }));
            sim.settle();
            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.connections()).hasSize(1);
            sim.assertClean();
        }
    }
}
