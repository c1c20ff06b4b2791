package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are used again, and how many there may be. */
class PoolTest {

    @Test
    @Verifies("N1")
    void the_connection_that_was_used_last_is_used_again() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> connection.after(
                            Duration.ofMillis(connection.number()),
                            () -> connection.send(Responses.ok("from " + connection.number())))));
            for (int i = 0; i < 3; i++) {
                sim.get("/" + i);
            }
            sim.runUntilDone();
            assertThat(sim.counts().idleConnections()).isEqualTo(3);
            Recording get = sim.get("/again");
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("from 3");
            assertThat(get.transfer().info().newConnections()).isZero();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    @Verifies("N2")
    void no_more_connections_than_allowed_are_open_to_one_origin_and_everybody_is_served_in_turn(int limit) {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(limit))) {
            int[] mostOpen = new int[1];
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        mostOpen[0] = Math.max(
                                mostOpen[0],
                                sim.backend().ledger().openDescriptors().size() - 1);
                        connection.after(Duration.ofMillis(1), () -> answer(connection, request));
                    }));
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                gets.add(sim.get("/" + (i % 3 == 0 ? "close" : "keep") + i));
            }
            sim.runUntilDone();
            assertThat(gets).allMatch(get -> get.code() == ResultCode.OK);
            assertThat(mostOpen[0]).isEqualTo(limit);
            List<Integer> served = sim.server().requests().stream()
                    .map(request -> Integer.parseInt(request.replaceAll("(?s)GET /[a-z]*(\\d+) .*", "$1")))
                    .toList();
            for (int i = 0; i < served.size(); i++) {
                assertThat(served.get(i)).isBetween(i - limit, i + limit);
            }
            sim.assertClean();
        }
    }

    private static void answer(MemoryConnection connection, String request) {
        if (request.startsWith("GET /close")) {
            connection.send(Responses.lastOk("hello"));
            connection.close();
        } else {
            connection.send(Responses.ok("hello"));
        }
    }

    @Test
    @Verifies("N3")
    void no_more_connections_than_allowed_are_open_in_all() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxTotalConnections(3))) {
            int[] mostOpen = new int[1];
            List<Recording> gets = new ArrayList<>();
            for (int port = 8001; port <= 8006; port++) {
                MemoryServer server = sim.listen("127.0.0.1", port);
                server.onAccept(connection -> connection.onRequest(request -> {
                    mostOpen[0] = Math.max(
                            mostOpen[0],
                            sim.backend().ledger().openDescriptors().size() - 1);
                    connection.after(Duration.ofMillis(1), () -> answer(connection, request));
                }));
                for (int i = 0; i < 5; i++) {
                    gets.add(sim.start("http://127.0.0.1:" + port + "/keep" + i));
                }
            }
            sim.runUntilDone();
            assertThat(gets).allMatch(get -> get.code() == ResultCode.OK);
            assertThat(mostOpen[0]).isEqualTo(3);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N3")
    void an_idle_connection_to_another_origin_makes_room() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxTotalConnections(1))) {
            sim.server().respondWith(Responses.ok("one"));
            sim.listen("127.0.0.1", 8080).respondWith(Responses.ok("two"));
            sim.get("/");
            sim.runUntilDone();
            Recording other = sim.start("http://127.0.0.1:8080/");
            sim.runUntilDone();
            assertThat(other.bodyText()).isEqualTo("two");
            assertThat(sim.log().lines()).containsSubsequence("REMOVE#1", "OUT#2");
            assertThat(sim.clock().elapsed()).isZero();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"keep", "close"})
    @Verifies("N4")
    void a_connection_that_becomes_free_serves_the_next_in_line_without_any_event(String way) {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(1))) {
            sim.server().onAccept(connection -> connection.onRequest(request -> answer(connection, request)));
            Recording first = sim.get("/" + way);
            Recording second = sim.get("/" + way);
            while (!first.isDone()) {
                sim.step();
            }
            assertThat(sim.counts().waiting()).isZero();
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThat(sim.clock().elapsed()).isZero();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "REFUSE_AT_ONCE"})
    @Verifies("N4")
    void a_connect_that_fails_gives_its_place_to_the_next_in_line(Route route) {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(1))) {
            sim.network().route(sim.server().address(), route);
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                gets.add(sim.get("/" + i));
            }
            sim.runUntilDone();
            assertThat(gets).allMatch(get -> get.code() == ResultCode.COULDNT_CONNECT);
            assertThat(sim.clock().elapsed()).isZero();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "3,3", "4,4", "5,4"})
    @Verifies("N5")
    void more_idle_connections_than_allowed_are_closed(int limit, int kept) {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxIdleConnections(limit))) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> connection.after(
                            Duration.ofMillis(connection.number()), () -> connection.send(Responses.ok("hello")))));
            for (int i = 0; i < 4; i++) {
                sim.get("/" + i);
            }
            sim.runUntilDone();
            assertThat(sim.counts().idleConnections()).isEqualTo(kept);
            assertThat(sim.log().announced()).hasSize(kept);
            for (int i = 1; i <= 4; i++) {
                assertThat(sim.log().lines().contains("REMOVE#" + i))
                        .as("the oldest go first")
                        .isEqualTo(i <= 4 - kept);
            }
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nCONNECTION: Foo, CLOSE\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nextra",
            })
    @Verifies("N6")
    void a_connection_whose_response_does_not_allow_it_is_not_used_again(String response) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(response);
            Recording first = sim.get("/1");
            sim.runUntilDone();
            assertThat(first.result().toString()).isEqualTo("OK");
            assertThat(first.bodyText()).isEqualTo("hello");
            sim.get("/2");
            sim.runUntilDone();
            assertThat(sim.server().connections()).hasSize(2);
            assertThat(sim.server().connection(1).isClientClosed()).isTrue();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello",
            })
    @Verifies("N1")
    void a_connection_whose_response_allows_it_is_used_again(String response) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(response);
            sim.get("/1");
            sim.runUntilDone();
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThat(sim.server().connections()).hasSize(1);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "reset", "end unwatched", "late end"})
    @Verifies("N7")
    void a_request_that_an_ended_idle_connection_lost_is_sent_once_more_on_a_fresh_one(String way) {
        boolean watch = !way.equals("end unwatched");
        try (Simulation sim = new Simulation(MultiOptions.builder().watchIdle(watch))) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (connection.number() == 1 && request.startsWith("GET /2")) {
                            if (way.equals("reset")) {
                                connection.reset();
                            } else {
                                connection.close();
                            }
                        } else {
                            connection.send(Responses.ok("hello"));
                        }
                    }));
            sim.get("/1");
            sim.runUntilDone();
            if (way.equals("late end")) {
                sim.network().latency(Duration.ofMillis(10));
                sim.server().connection(1).close();
            }
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.result().toString()).isEqualTo("OK");
            assertThat(second.bodyText()).isEqualTo("hello");
            assertThat(second.completions()).isEqualTo(1);
            assertThat(second.transfer().info().newConnections()).isEqualTo(1);
            assertThat(sim.server().connections()).hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N7")
    void a_request_is_sent_once_more_only_once() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("GET /2")) {
                            connection.close();
                        } else {
                            connection.send(Responses.ok("hello"));
                        }
                    }));
            sim.get("/1a");
            sim.get("/1b");
            sim.runUntilDone();
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.code()).isEqualTo(ResultCode.GOT_NOTHING);
            assertThat(sim.server().requests())
                    .filteredOn(request -> request.startsWith("GET /2"))
                    .hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N8")
    void a_request_is_not_sent_again_when_a_byte_of_the_answer_came() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("GET /2")) {
                            connection.send("H");
                            connection.reset();
                        } else {
                            connection.send(Responses.ok("hello"));
                        }
                    }));
            sim.get("/1");
            sim.runUntilDone();
            Recording second = sim.get("/2");
            sim.runUntilDone();
            assertThat(second.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(sim.server().requests()).hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N8")
    void a_request_is_not_sent_again_on_a_connection_that_was_fresh() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> connection.onRequest(request -> connection.close()));
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.GOT_NOTHING);
            assertThat(sim.server().requests()).hasSize(1);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N8")
    void a_request_that_must_not_be_made_twice_is_not_sent_again() {
        try (Simulation sim = new Simulation()) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.startsWith("POST")) {
                            connection.close();
                        } else {
                            connection.send(Responses.ok("hello"));
                        }
                    }));
            sim.get("/1");
            sim.runUntilDone();
            Recording post = sim.get("/2", options -> options.method("POST"));
            sim.runUntilDone();
            assertThat(post.code()).isEqualTo(ResultCode.GOT_NOTHING);
            assertThat(sim.server().requests()).hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N9")
    void who_leaves_the_line_gives_nobody_else_a_worse_place() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(1))) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(
                            request -> connection.after(Duration.ofMillis(100), () -> answer(connection, request))));
            List<String> order = new ArrayList<>();
            sim.get("/first");
            Recording removed = sim.get("/removed");
            Recording late = sim.get("/late", options -> options.totalTimeout(Duration.ofMillis(50)));
            sim.get("/third").onDone(done -> order.add("third"));
            sim.get("/fourth").onDone(done -> order.add("fourth"));
            sim.settle();
            assertThat(sim.counts().waiting()).isEqualTo(4);
            sim.multi().remove(removed.transfer());
            sim.runUntilDone();
            assertThat(late.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(order).containsExactly("third", "fourth");
            assertThat(sim.clock().elapsed()).isEqualTo(300_000_000L);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N10")
    void connections_are_shared_only_within_one_scheme_host_and_port() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("80"));
            sim.listen("127.0.0.1", 8080).respondWith(Responses.ok("8080"));
            sim.listen("127.0.0.2", 80).respondWith(Responses.ok("other"));
            List<String> bodies = new ArrayList<>();
            for (String url : List.of(
                    "http://127.0.0.1/",
                    "http://127.0.0.1:8080/",
                    "http://127.0.0.2/",
                    "http://127.0.0.1:80/",
                    "http://LOCALHOST/")) {
                Recording get = sim.start(new Recording(TransferOptions.get(url)));
                sim.runUntilDone();
                bodies.add(get.bodyText() + " " + get.transfer().info().newConnections());
            }
            assertThat(bodies.subList(0, 4)).containsExactly("80 1", "8080 1", "other 1", "80 0");
            sim.assertClean();
        }
    }
}
