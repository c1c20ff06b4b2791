package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who wait for few connections. */
class LongLineTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Verifies({"N2", "N4"})
    void eight_hundred_who_wait_for_few_connections_are_all_served_once_and_in_the_order_of_arrival(int limit) {
        List<Long> order = new ArrayList<>();
        MultiOptions.Builder options =
                MultiOptions.builder().maxHostConnections(limit).onDone(done -> order.add(done.id()));
        try (Simulation sim = new Simulation(options)) {
            sim.log().keepLittle();
            answerAfterAMillisecond(sim.server(), Responses.ok("x"));
            List<Recording> gets = new ArrayList<>();
            for (int i = 1; i <= 800; i++) {
                gets.add(sim.get("/" + i));
            }
            sim.settle();
            assertThat(sim.counts().waiting()).isEqualTo(800 - limit);
            sim.runUntilDone();
            assertThat(gets).allMatch(get -> get.code() == ResultCode.OK && get.completions() == 1);
            assertThat(order).containsExactlyElementsOf(oneTo(800));
            assertThat(sim.server().connections()).hasSize(limit);
            assertThat(sim.clock().elapsed()).isEqualTo((800L + limit - 1) / limit * 1_000_000);
            sim.assertClean();
        }
    }

    /** The newcomer can run before the first in line does: at that moment the connection is free already. */
    @Test
    @Verifies({"N2", "N9"})
    void who_is_added_just_before_a_connection_becomes_free_does_not_overtake_the_line() {
        List<Long> order = new ArrayList<>();
        MultiOptions.Builder options =
                MultiOptions.builder().maxHostConnections(1).onDone(done -> order.add(done.id()));
        try (Simulation sim = new Simulation(options)) {
            sim.server().respondWith(Responses.ok("x"));
            for (int i = 0; i < 50; i++) {
                Recording get = new Recording(TransferOptions.get("http://127.0.0.1/"));
                sim.start(get.onBody((transfer, body) -> {
                    body.position(body.limit());
                    sim.get("/newcomer");
                    return Flow.CONTINUE;
                }));
            }
            sim.runUntilDone();
            assertThat(order).containsExactlyElementsOf(oneTo(100));
            sim.assertClean();
        }
    }

    @Test
    @Verifies({"N3", "N4"})
    void five_hundred_whose_connections_end_with_them_share_the_five_places_there_are_in_the_order_of_arrival() {
        List<Long> order = new ArrayList<>();
        MultiOptions.Builder options =
                MultiOptions.builder().maxTotalConnections(5).onDone(done -> order.add(done.id()));
        try (Simulation sim = new Simulation(options)) {
            sim.log().keepLittle();
            for (int port = 8001; port <= 8004; port++) {
                answerAfterAMillisecond(sim.listen("127.0.0.1", port), Responses.lastOk("x"));
            }
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                gets.add(sim.start("http://127.0.0.1:" + (8001 + i % 4) + "/"));
            }
            while (sim.multi().unchecked().running() > 0) {
                sim.step();
                assertThat(sim.counts().connections()).isLessThanOrEqualTo(5);
            }
            assertThat(gets).allMatch(get -> get.code() == ResultCode.OK && get.completions() == 1);
            assertThat(order).containsExactlyElementsOf(oneTo(500));
            assertThat(sim.clock().elapsed()).isEqualTo(100_000_000);
            sim.assertClean();
        }
    }

    /**
     * An action runs about a thousand transfers and asks for another one at once if more can run. So if a connection that
     * becomes free made all run that wait for one, thousands who wait would show as thousands of such requests.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("N21")
    void a_connection_that_becomes_free_makes_one_run_of_all_who_wait(boolean isKept) throws IOException {
        int count = 5_000;
        MemoryBackend backend = new MemoryBackend();
        MemoryServer server = backend.network().listen(Ip.local(1, 80));
        server.onAccept(connection ->
                connection.onRequest(request -> connection.send(isKept ? Responses.ok("x") : Responses.lastOk("x"))));
        MultiOptions options = MultiOptions.builder()
                .clock(backend.clock())
                .maxHostConnections(2)
                .maxTotalConnections(3)
                .build();
        int atOnce = 0;
        int actions = 0;
        try (Poller poller = backend.openPoller();
                Multi multi = new Multi(backend, poller, millis -> {}, options)) {
            for (int i = 0; i < count; i++) {
                multi.add(TransferOptions.get("http://127.0.0.1/"));
            }
            List<SocketHandle> ready = new ArrayList<>();
            while (multi.running() > 0) {
                if (multi.timeout() == 0) {
                    atOnce++;
                    multi.timeoutAction();
                }
                poller.poll(0, (socket, events) -> ready.add(socket));
                ready.forEach(socket -> multi.socketAction(socket, 0));
                actions += ready.size();
                ready.clear();
            }
            assertThat(multi.counts().messages()).isEqualTo(count);
        }
        assertThat(atOnce).as("actions asked for at once").isBetween(1, count / 1_024 + 2);
        assertThat(actions).as("actions for events").isLessThanOrEqualTo(3 * count);
    }

    @Test
    @Verifies({"N4", "L1"})
    void paused_transfers_that_are_removed_give_their_connections_places_to_those_who_wait() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(5))) {
            sim.server().respondWith(Responses.head(10) + "12345");
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Recording get = new Recording(TransferOptions.get("http://127.0.0.1/" + i));
                gets.add(sim.start(get.onBody((transfer, body) -> Flow.PAUSE)));
            }
            sim.settle();
            assertThat(sim.counts().waiting()).isEqualTo(5);
            for (Recording get : gets) {
                assertThat(get.transfer().isPaused()).isTrue();
                sim.multi().remove(get.transfer());
                sim.settle();
            }
            assertThat(sim.server().requests()).hasSize(10);
            assertThat(sim.counts().connections()).isZero();
            assertThat(gets).allMatch(get -> get.completions() == 0);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("N5")
    void connections_in_use_are_never_closed_for_being_too_many_and_a_closed_idle_one_serves_nobody() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxIdleConnections(1))) {
            List<Transfer> blamed = new ArrayList<>();
            sim.log().onCall(entry -> {
                Transfer served = entry.action() == null ? null : entry.handle().transfer();
                if (entry.toString().startsWith("REMOVE") && served != null) {
                    blamed.add(served);
                }
            });
            sim.server().onAccept(connection -> {});
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                gets.add(sim.get("/" + i));
            }
            sim.settle();
            for (int i = 1; i <= 4; i++) {
                assertThat(sim.counts().connections()).isEqualTo(i == 1 ? 4 : 6 - i);
                sim.server().connection(i).send(Responses.ok("x"));
                sim.settle();
                assertThat(gets.get(i - 1).code()).isEqualTo(ResultCode.OK);
                assertThat(sim.counts().idleConnections()).isEqualTo(1);
            }
            assertThat(sim.counts().connections()).isEqualTo(1);
            assertThat(blamed).isEmpty();
            sim.assertClean();
        }
    }

    private static void answerAfterAMillisecond(MemoryServer server, String response) {
        server.onAccept(connection -> connection.onRequest(
                request -> connection.after(Duration.ofMillis(1), () -> connection.send(response))));
    }

    private static List<Long> oneTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
