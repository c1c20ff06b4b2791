package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.contract.ProxyLoginTest.Ending;
import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is learnt of a proxy that forwards plain requests, for whom it is kept, and from whom. */
class ForwardingLoginReuseTest {

    private static String count(String request) {
        int at = request.indexOf(" nc=");
        return at < 0 ? "" : request.substring(at + 4, at + 12);
    }

    @Test
    @Verifies("V15")
    void what_one_transfer_learnt_serves_the_next_and_the_count_rises() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(ForwardingLoginTest.digest(ForwardingLoginTest.authority("SHA-256"), "", Ending.LENGTH));
            for (int i = 0; i < 3; i++) {
                Recording get = ForwardingLoginTest.ask(sim, Auth.DIGEST);
                sim.runUntilDone();
                assertThat(get.bodyText()).isEqualTo("hello");
            }
            assertThat(proxy.requests()).hasSize(4);
            assertThat(proxy.requests().stream().map(ForwardingLoginReuseTest::count))
                    .containsExactly("", "00000001", "00000002", "00000003");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V15")
    void a_nonce_serves_one_transfer_at_a_time() {
        try (Simulation sim = new Simulation()) {
            int[] nonces = {0};
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> connection.send(
                            ForwardingLoginTest.field(request).isEmpty()
                                    ? "HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm=r, qop=auth, nonce=n"
                                            + ++nonces[0] + "\r\nContent-Length: 0\r\n\r\n"
                                    : Responses.ok("hello"))));
            for (int round = 0; round < 3; round++) {
                List<Recording> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    all.add(ForwardingLoginTest.ask(sim, Auth.DIGEST));
                }
                sim.runUntilDone();
                assertThat(all).allMatch(get -> get.bodyText().equals("hello"));
            }
            assertThat(nonces[0]).as("each of ten learnt one").isEqualTo(10);
            List<String> said = proxy.requests().stream()
                    .map(request -> ForwardingLoginTest.field(request)
                            .replaceAll(".*nonce=\"(n\\d+)\", .*nc=(\\d+).*", "$1 $2"))
                    .filter(text -> !text.isEmpty())
                    .toList();
            assertThat(said).hasSize(30).doesNotHaveDuplicates();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V15")
    void a_nonce_that_has_grown_old_between_transfers_is_replaced_also_if_nobody_calls_it_stale() {
        for (boolean saysStale : new boolean[] {true, false}) {
            DigestAuthority authority = ForwardingLoginTest.authority("MD5");
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                        .onAccept(connection -> connection.onRequest(request -> {
                            String[] line = request.split(" ", 3);
                            boolean isRight =
                                    !ForwardingLoginTest.field(request).isEmpty()
                                            && authority.objection(ForwardingLoginTest.field(request), line[0], line[1])
                                                    == null;
                            connection.send(
                                    isRight
                                            ? Responses.ok("hello")
                                            : "HTTP/1.1 407 No\r\nProxy-Authenticate: " + authority.challenge(saysStale)
                                                    + "\r\nContent-Length: 0\r\n\r\n");
                        }));
                ForwardingLoginTest.ask(sim, Auth.DIGEST);
                sim.runUntilDone();
                authority.challenge(false);
                Recording get = ForwardingLoginTest.ask(sim, Auth.DIGEST);
                sim.runUntilDone();
                assertThat(get.bodyText()).as("stale %s", saysStale).isEqualTo("hello");
                assertThat(proxy.requests()).hasSize(4);
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("V17")
    void what_one_proxy_was_told_is_not_told_to_another_nor_to_a_server_nor_by_another_user() {
        DigestAuthority authority = ForwardingLoginTest.authority("MD5");
        try (Simulation sim = new Simulation()) {
            MemoryServer first =
                    sim.listen("127.0.0.1", PORT).onAccept(ForwardingLoginTest.digest(authority, "", Ending.LENGTH));
            MemoryServer other = sim.listen("127.0.0.2", PORT).respondWith(Responses.ok("other"));
            ForwardingLoginTest.ask(sim, Auth.DIGEST);
            sim.runUntilDone();
            get(
                    sim,
                    ForwardingLoginTest.URL,
                    Proxy.parse("127.0.0.2:1080").withLogin(ForwardingLoginTest.USER, ForwardingLoginTest.PASSWORD),
                    options -> options.auth(Auth.DIGEST));
            sim.server().respondWith(Responses.ok("direct"));
            sim.get("/direct");
            get(
                    sim,
                    ForwardingLoginTest.URL,
                    proxy("http", "another", ForwardingLoginTest.PASSWORD),
                    options -> options.auth(Auth.DIGEST));
            sim.runUntilDone();
            assertThat(List.copyOf(other.requests())).hasSize(1).noneMatch(request -> request.contains("uthoriz"));
            assertThat(List.copyOf(sim.server().requests())).noneMatch(request -> request.contains("uthoriz"));
            assertThat(first.requests().get(2)).doesNotContain("uthoriz");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V17")
    void an_application_that_says_itself_who_it_is_hears_the_refusal() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(ForwardingLoginTest.digest(ForwardingLoginTest.authority("MD5"), "", Ending.LENGTH));
            Recording get = get(
                    sim,
                    ForwardingLoginTest.URL,
                    proxy("http", ForwardingLoginTest.USER, ForwardingLoginTest.PASSWORD),
                    options -> options.auth(Auth.DIGEST).header("proxy-authorization", "Own words"));
            sim.runUntilDone();
            assertThat(get.transfer().info().status()).isEqualTo(407);
            assertThat(get.bodyText()).isEqualTo("denied");
            assertThat(proxy.requests()).hasSize(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N14")
    void two_runs_with_the_same_randomness_send_the_same_bytes_and_another_one_does_not() {
        assertThat(sentWith(new Random(7))).isEqualTo(sentWith(new Random(7))).isNotEqualTo(sentWith(new Random(8)));
    }

    private static List<String> sentWith(Random random) {
        try (Simulation sim = new Simulation(MultiOptions.builder().random(random))) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(ForwardingLoginTest.digest(ForwardingLoginTest.authority("MD5"), "", Ending.LENGTH));
            for (int i = 0; i < 3; i++) {
                ForwardingLoginTest.ask(sim, Auth.DIGEST);
                sim.runUntilDone();
            }
            assertThat(proxy.requests()).hasSize(4);
            return List.copyOf(proxy.requests());
        }
    }
}
