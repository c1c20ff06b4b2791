package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.connecting;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static io.github.socketaction.contract.ProxyScripts.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP proxies that refuse, lie, trickle, break off and say nothing when a tunnel is asked for. */
class ProxyHostileTest {

    private static final String URL = "http://server.example/";
    private static final String WITH_INTERIM =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + ESTABLISHED;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ESTABLISHED,
                WITH_INTERIM,
                "HTTP/1.1 299 \r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 5\nTransfer-Encoding: chunked\nConnection: close\n\n"
            })
    @Verifies("V6")
    void the_answer_may_be_cut_anywhere_and_interim_heads_and_lengths_in_it_mean_nothing(String answer) {
        for (int size = 1; size <= answer.length(); size++) {
            int cut = size;
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT)
                        .onAccept(connection -> connection.onRequest(request -> {
                            if (request.startsWith("CONNECT ")) {
                                connection.sendCut(answer.getBytes(StandardCharsets.ISO_8859_1), cut);
                            } else {
                                connection.send(Responses.ok("hello"));
                            }
                        }));
                Recording get = tunnel(sim, URL, proxy("http"));
                sim.runUntilDone();
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                assertThat(sim.counts().idleConnections()).isOne();
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies({"V6", "SEC37"})
    void bytes_right_behind_the_head_are_not_taken_for_the_servers() {
        String forged = Responses.ok("forged");
        for (int count = 1; count <= forged.length(); count++) {
            String behind = forged.substring(0, count);
            for (boolean together : new boolean[] {true, false}) {
                refused(
                        connection -> connection.onRequest(request -> {
                            if (together) {
                                connection.send(ESTABLISHED + behind);
                            } else {
                                connection.send(ESTABLISHED, behind);
                            }
                        }),
                        "a tunnel begins with silence");
            }
        }
    }

    @Test
    @Verifies("V6")
    void a_tunnel_that_ends_with_its_head_is_none() {
        refused(
                connection -> connection.onRequest(request -> {
                    connection.send(ESTABLISHED);
                    connection.close();
                }),
                "a tunnel begins with silence");
    }

    @ParameterizedTest
    @CsvSource({
        "403, 'Content-Length: 3\r\n\r\nabc'",
        "403, 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'",
        "502, '\r\nuntil close'",
        "302, 'Location: http://evil.example/\r\nContent-Length: 0\r\n\r\n'",
        "407, 'Content-Length: 0\r\n\r\n'",
        "401, 'WWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n'",
        "304, '\r\n'",
        "199, 'Content-Length: 0\r\n\r\n'"
    })
    @Verifies("V6")
    void a_refusal_fails_the_transfer_with_its_status_and_nothing_of_it_is_delivered(int status, String rest) {
        if (status == 199) {
            refused(connecting("HTTP/1.1 101 Switching\r\n" + rest), "101");
            return;
        }
        refused(connecting("HTTP/1.1 " + status + " No\r\n" + rest), "CONNECT tunnel failed, response " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "'SSH-2.0-x\r\n\r\n',                                         no HTTP status line",
        "'HTTP/2 200\r\n\r\n',                                        HTTP/2",
        "'HTTP/1.1 20\r\n\r\n',                                       three digits",
        "'HTTP/1.1 200 OK\r\nno colon\r\n\r\n',                       without a colon",
        "'HTTP/1.1 407 No\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', Content-Length",
        "'HTTP/1.1 100 Go\r\n\r\nabc\r\n\r\n',                        interim"
    })
    @Verifies("V6")
    void an_answer_that_makes_no_sense_is_named(String answer, String named) {
        refused(connecting(answer), named);
    }

    @Test
    @Verifies("V6")
    void heads_without_end_are_given_up() {
        String line = "X: " + "y".repeat(1_000) + "\r\n";
        refused(connecting("HTTP/1.1 200 OK\r\n" + line.repeat(400)), "more than");
        refused(connecting("HTTP/1.1 200 OK\r\nX: " + "y".repeat(101 * 1024)), "line of more than");
        refused(connecting("HTTP/1.1 100 Go\r\n\r\n".repeat(20_000)), "more than");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("V6")
    void a_proxy_that_breaks_off_at_any_byte_is_a_failure_to_receive(boolean resets) {
        for (int count = 0; count < ESTABLISHED.length(); count++) {
            String part = ESTABLISHED.substring(0, count);
            refused(
                    connection -> connection.onRequest(request -> {
                        connection.send(part);
                        if (resets) {
                            connection.reset();
                        } else {
                            connection.close();
                        }
                    }),
                    "");
        }
    }

    @Test
    @Verifies("V9")
    void a_proxy_that_falls_silent_at_any_byte_is_given_up_on_time_and_the_phase_is_named() {
        for (int count = 0; count < WITH_INTERIM.length(); count++) {
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT).onAccept(connecting(WITH_INTERIM.substring(0, count)));
                Recording get = limited(sim);
                sim.runUntilDone();
                assertThat(sim.clock().elapsed())
                        .isEqualTo(Duration.ofSeconds(5).toNanos());
                assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
                assertThat(get.result().message())
                        .contains("waiting for the answer to CONNECT", "server.example:80", "127.0.0.1 port 1080");
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies({"V6", "V9"})
    void a_proxy_that_trickles_is_borne_as_long_as_the_limits_allow() {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(request -> {
                        String answer = request.startsWith("CONNECT ") ? WITH_INTERIM : Responses.ok("hello");
                        for (int i = 0; i < answer.length(); i++) {
                            String one = answer.substring(i, i + 1);
                            connection.after(Duration.ofSeconds(i), () -> connection.send(one));
                        }
                    }));
            Recording limited = limited(sim);
            ProxyOptions options =
                    ProxyOptions.builder().proxy(proxy("http")).tunnel(true).build();
            Recording patient = sim.start(URL, builder -> builder.proxy(options).connectTimeout(Duration.ofDays(1)));
            sim.runUntilDone();
            assertThat(limited.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(limited.result().message()).contains("waiting for the answer to CONNECT");
            assertThat(patient.bodyText()).as("%s", patient).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V9")
    void a_proxy_that_does_not_even_take_the_request_is_given_up_on_time() {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).window(10).onAccept(MemoryConnection::stall);
            Recording get = limited(sim);
            sim.runUntilDone();
            assertThat(sim.clock().elapsed()).isEqualTo(Duration.ofSeconds(5).toNanos());
            assertThat(get.result().message()).contains("sending CONNECT");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V9")
    void a_transfer_may_be_removed_at_any_byte_of_the_answer() {
        for (int count = 0; count < ESTABLISHED.length(); count++) {
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED.substring(0, count)));
                Recording get = limited(sim);
                sim.settle();
                sim.multi().remove(get.transfer());
                sim.settle();
                assertThat(sim.log().announced()).isEmpty();
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("V6")
    void a_request_that_the_socket_takes_in_small_pieces_arrives_whole() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).window(7).onAccept(connecting(ESTABLISHED));
            Recording get = tunnel(sim, URL, proxy("http"));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(proxy.requests()).hasSize(2);
            sim.assertClean();
        }
    }

    private static Recording limited(Simulation sim) {
        ProxyOptions options =
                ProxyOptions.builder().proxy(proxy("http")).tunnel(true).build();
        return sim.start(URL, builder -> builder.proxy(options).connectTimeout(Duration.ofSeconds(5)));
    }

    private static void refused(Consumer<MemoryConnection> script, String named) {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(script);
            Recording get = tunnel(sim, URL, proxy("http"));
            sim.runUntilDone();
            assertThat(get.code()).as(get.result().message()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(get.result().message()).contains(named, "server.example:80", "127.0.0.1 port 1080");
            assertThat(get.completions()).isOne();
            assertThat(get.bodyText()).isEmpty();
            assertThat(get.headerLines()).isEmpty();
            assertThat(proxy.requests()).as("nothing for the server went to it").hasSizeLessThanOrEqualTo(1);
            assertThat(sim.counts().connections()).isZero();
            sim.assertClean();
        }
    }
}
