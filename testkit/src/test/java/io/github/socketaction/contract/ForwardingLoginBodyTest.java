package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.PORT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ReadCallback;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies, and responses cut anywhere, where a proxy that forwards plain requests wants to know who asks. */
class ForwardingLoginBodyTest {

    private static final String URL = "http://server.example/up";
    private static final String REFUSAL =
            "HTTP/1.1 407 No\r\nVia: 1.1 x\r\nProxy-Authenticate: Digest realm=r, nonce=n,"
                    + " qop=auth\r\nContent-Length: 6\r\n\r\ndenied";
    private static final String ACCEPTED = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private static Recording put(Simulation sim, Auth auth, long length, int[] asked) {
        byte[] body = "the body".getBytes(ISO_8859_1);
        ReadCallback callback = (transfer, target) -> {
            if (asked[0]++ == 0) {
                target.put(body);
            }
            return Flow.CONTINUE;
        };
        return sim.start(
                URL,
                builder -> builder.method("PUT").upload(callback, length).proxy(ForwardingLoginTest.options(auth)));
    }

    /** A proxy that lets whoever says Digest pass, and sends its response in pieces of a size. */
    private static Consumer<MemoryConnection> proxy(String refusal, int size) {
        return connection -> connection.onData(bytes -> {
            String came = new String(bytes, ISO_8859_1);
            if (came.contains(" HTTP/1.1\r\n")) {
                String answer = came.contains("Proxy-Authorization: Digest ") ? ACCEPTED : refusal;
                connection.sendCut(answer.getBytes(ISO_8859_1), size);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {8, RequestBody.UNKNOWN_LENGTH})
    @Verifies("V18")
    void with_digest_alone_the_question_comes_before_the_body(long length) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(proxy(REFUSAL, 1_000));
            int[] asked = {0};
            Recording put = put(sim, Auth.DIGEST, length, asked);
            sim.runUntilDone();
            assertThat(put.bodyText()).as("%s", put.result()).isEqualTo("hello");
            String sent = proxy.connection(1).receivedText();
            String[] requests = sent.split("PUT ", -1);
            assertThat(requests).hasSize(3);
            assertThat(requests[1]).contains("Content-Length: 0\r\n").endsWith("\r\n\r\n");
            assertThat(requests[1]).doesNotContain("Transfer-Encoding", "Authorization");
            assertThat(requests[2]).contains("Proxy-Authorization: Digest ");
            assertThat(requests[2]).endsWith(length < 0 ? "\r\n\r\n8\r\nthe body\r\n0\r\n\r\n" : "\r\n\r\nthe body");
            assertThat(put.transfer().info().uploadedBytes()).isEqualTo(8);
            assertThat(asked[0]).isEqualTo(length < 0 ? 2 : 1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V18")
    void a_body_always_waits_for_a_fresh_nonce_though_an_older_one_is_known() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(proxy(REFUSAL, 1_000));
            for (int i = 1; i <= 2; i++) {
                Recording put = put(sim, Auth.DIGEST, 8, new int[1]);
                sim.runUntilDone();
                assertThat(put.bodyText()).isEqualTo("hello");
                assertThat(proxy.requests()).hasSize(2 * i);
            }
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V18")
    void a_proxy_that_does_not_ask_gets_the_body_after_all() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy =
                    sim.listen("127.0.0.1", PORT).onAccept(proxy(ACCEPTED.replace("hello", "empty"), 1_000));
            Recording put = put(sim, Auth.DIGEST, 8, new int[1]);
            sim.runUntilDone();
            assertThat(put.bodyText()).isEqualTo("empty");
            assertThat(put.headerLines())
                    .filteredOn(line -> line.startsWith("HTTP"))
                    .hasSize(2);
            assertThat(proxy.connection(1).receivedText()).endsWith("\r\n\r\nthe body");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 403, 500})
    @Verifies("V18")
    void another_answer_to_a_request_without_its_body_is_the_response(int status) {
        try (Simulation sim = new Simulation()) {
            int[] asked = {0};
            sim.listen("127.0.0.1", PORT)
                    .onAccept(proxy("HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\nno", 1_000));
            Recording put = put(sim, Auth.DIGEST, 8, asked);
            sim.runUntilDone();
            assertThat(put.transfer().info().status()).isEqualTo(status);
            assertThat(put.bodyText()).isEqualTo("no");
            assertThat(asked[0]).isZero();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, RequestBody.UNKNOWN_LENGTH})
    @Verifies("V18")
    void a_body_that_was_begun_cannot_be_sent_again(long length) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(proxy(REFUSAL, 1_000));
            Recording put = put(sim, Auth.ANY, length, new int[1]);
            sim.runUntilDone();
            assertThat(put.code()).isEqualTo(ResultCode.SEND_FAIL_REWIND);
            assertThat(put.result().message()).contains("DIGEST").doesNotContain(ForwardingLoginTest.PASSWORD);
            assertThat(put.bodyText()).isEmpty();
            assertThat(put.completions()).isOne();
            assertThat(proxy.requests()).noneMatch(request -> request.contains("uthorization"));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V18")
    void an_empty_body_is_sent_again() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(proxy(REFUSAL, 1_000));
            Recording put = put(sim, Auth.ANY, 0, new int[1]);
            sim.runUntilDone();
            assertThat(put.bodyText()).isEqualTo("hello");
            assertThat(proxy.requests()).hasSize(2).allMatch(request -> request.contains("Content-Length: 0\r\n"));
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "7", "64"})
    @Verifies("V14")
    void the_refusal_and_the_response_may_be_cut_anywhere(int size) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(proxy(REFUSAL, size));
            Recording get = sim.start(URL, builder -> builder.proxy(ForwardingLoginTest.options(Auth.DIGEST)));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(get.headerLines()).containsExactly(lines(REFUSAL, ACCEPTED));
            assertThat(proxy.connections()).hasSize(1);
            sim.assertClean();
        }
    }

    private static String[] lines(String... messages) {
        return Arrays.stream(messages)
                .map(message -> message.substring(0, message.indexOf("\r\n\r\n") + 4))
                .flatMap(head -> Arrays.stream(head.split("(?<=\n)", -1)))
                .filter(line -> !line.isEmpty())
                .toArray(String[]::new);
    }

    @Test
    @Verifies("V16")
    void a_refusal_that_breaks_off_anywhere_ends_the_transfer_once_and_cleanly() {
        for (int kept = 0; kept < REFUSAL.length(); kept++) {
            String cut = REFUSAL.substring(0, kept);
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                        .onAccept(connection -> connection.onRequest(request -> {
                            connection.send(ForwardingLoginTest.field(request).isEmpty() ? cut : ACCEPTED);
                            connection.shutdownOutput();
                        }));
                Recording get = sim.start(URL, builder -> builder.proxy(ForwardingLoginTest.options(Auth.DIGEST)));
                sim.runUntilDone();
                assertThat(get.completions()).isOne();
                List<String> requests = proxy.requests();
                if (kept < REFUSAL.indexOf("\r\n") + 2) {
                    assertThat(get.code()).as("%d bytes", kept).isEqualTo(ResultCode.GOT_NOTHING);
                } else if (get.code() == ResultCode.OK) {
                    // What is whole of a head counts, as everywhere: the question or, before it, the refusal itself.
                    assertThat(get.bodyText()).isEqualTo(requests.size() == 2 ? "hello" : "");
                } else {
                    assertThat(get.code()).as("%d bytes", kept).isEqualTo(ResultCode.PARTIAL_FILE);
                    assertThat(get.bodyText()).isEmpty();
                }
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("V14")
    void an_interim_head_before_the_refusal_changes_nothing() {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT)
                    .onAccept(proxy(
                            "HTTP/1.1 100 Continue\r\nProxy-Authenticate: Digest realm=x, nonce=x\r\n\r\n" + REFUSAL,
                            9));
            Recording put = put(sim, Auth.DIGEST, 8, new int[1]);
            sim.runUntilDone();
            assertThat(put.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V15")
    void two_hundred_transfers_one_after_the_other_are_asked_once() {
        DigestAuthority authority =
                new DigestAuthority("r", "MD5", ForwardingLoginTest.USER, ForwardingLoginTest.PASSWORD);
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(ForwardingLoginTest.digest(authority, "", ProxyLoginTest.Ending.LENGTH));
            for (int i = 0; i < 200; i++) {
                Recording get = sim.start(URL, builder -> builder.proxy(ForwardingLoginTest.options(Auth.DIGEST)));
                sim.runUntilDone();
                assertThat(get.bodyText()).isEqualTo("hello");
            }
            assertThat(proxy.requests()).hasSize(201);
            sim.assertClean();
        }
    }
}
