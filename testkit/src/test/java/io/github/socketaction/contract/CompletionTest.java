package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Counts;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Timeline;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of transfers, and what is counted. */
class CompletionTest {

    @Test
    @Verifies("C1")
    void each_transfer_completes_once_for_its_listener_the_multis_listener_and_info_read() {
        List<String> order = new ArrayList<>();
        try (Simulation sim = new Simulation(MultiOptions.builder().onDone(done -> order.add("multi " + done.id())))) {
            sim.server().respondWith(Responses.ok("hello"));
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                gets.add(sim.get("/" + i).onDone(done -> order.add("own " + done.id())));
            }
            sim.runUntilDone();
            assertThat(order).hasSize(200).doesNotHaveDuplicates();
            assertThat(order.get(0)).startsWith("own");
            assertThat(order.get(1)).isEqualTo(order.get(0).replace("own", "multi"));
            assertThat(gets).allMatch(get -> get.completions() == 1);
            List<Transfer> read = readAll(sim);
            assertThat(read).hasSize(100).doesNotHaveDuplicates();
            assertThat(sim.multi().infoRead()).isNull();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C2")
    void messages_are_read_in_the_order_of_completion() {
        List<Transfer> order = new ArrayList<>();
        try (Simulation sim = new Simulation(MultiOptions.builder().onDone(order::add))) {
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> connection.after(
                            Duration.ofMillis(100 - connection.number()),
                            () -> connection.send(Responses.ok("hello")))));
            for (int i = 0; i < 20; i++) {
                sim.get("/" + i);
            }
            sim.runUntilDone();
            assertThat(order.get(0).id()).isEqualTo(20);
            assertThat(readAll(sim)).containsExactlyElementsOf(order);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C2")
    void the_message_of_a_removed_transfer_is_withdrawn() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording first = sim.get("/1");
            Recording second = sim.get("/2");
            Recording third = sim.get("/3");
            sim.runUntilDone();
            sim.multi().remove(second.transfer());
            assertThat(readAll(sim)).containsExactlyInAnyOrder(first.transfer(), third.transfer());
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C3")
    void counts_follow_every_transfer() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(1))) {
            sim.server().respondWith(Responses.ok("hello"));
            assertThat(sim.multi().counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0));
            sim.get("/1");
            sim.get("/2");
            Recording third = sim.get("/3");
            assertThat(sim.multi().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0, 0, 0));
            sim.multi().timeoutAction();
            assertThat(sim.multi().counts()).isEqualTo(new Counts(3, 3, 2, 0, 1, 0, 0));
            sim.runUntilDone();
            assertThat(sim.multi().counts()).isEqualTo(new Counts(3, 0, 0, 3, 1, 1, 0));
            assertThat(sim.multi().infoRead()).isNotNull();
            assertThat(sim.multi().counts()).isEqualTo(new Counts(3, 0, 0, 2, 1, 1, 0));
            sim.multi().remove(third.transfer());
            assertThat(sim.multi().counts()).isEqualTo(new Counts(2, 0, 0, 1, 1, 1, 0));
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://, URL_MALFORMAT",
        "http://a b/, URL_MALFORMAT",
        "http://127.0.0.1:99999/, URL_MALFORMAT",
        "gopher://127.0.0.1/, UNSUPPORTED_PROTOCOL"
    })
    @Verifies("C4")
    void what_cannot_even_start_fails_in_the_first_action_and_not_in_add(String url, ResultCode code) {
        try (Simulation sim = new Simulation()) {
            Recording get = sim.start(url);
            assertThat(get.isDone()).isFalse();
            assertThat(sim.multi().timeoutAction()).isZero();
            assertThat(get.code()).isEqualTo(code);
            assertThat(get.result().message()).isNotEmpty();
            assertThat(get.completions()).isEqualTo(1);
            assertThat(readAll(sim)).containsExactly(get.transfer());
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C5")
    void completed_transfers_that_stay_added_cost_nothing() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondAndClose(Responses.ok("hello"));
            for (int i = 0; i < 50; i++) {
                sim.get("/" + i, options -> options.totalTimeout(Duration.ofHours(1)));
            }
            sim.runUntilDone();
            sim.settle();
            assertThat(sim.log().announced()).isEmpty();
            assertThatLog(sim.log()).hasNoTimer();
            long calls = sim.multi().calls();
            sim.runFor(Duration.ofHours(2));
            assertThat(sim.multi().calls()).isEqualTo(calls);
            assertThat(sim.multi().transfers()).hasSize(50);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C6")
    void result_and_figures_are_final_when_the_end_is_told() {
        try (Simulation sim = new Simulation()) {
            sim.network().latency(Duration.ofMillis(10));
            String head = Responses.head(5);
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        connection.send(head);
                        connection.after(Duration.ofMillis(100), () -> connection.send("hello"));
                    }));
            List<String> seen = new ArrayList<>();
            Recording get = sim.get("/").onDone(done -> {
                TransferInfo info = done.info();
                Timeline times = info.timeline();
                seen.add(done.result() + " " + info.status() + " " + info.httpVersion() + " " + info.downloadedBytes()
                        + "/" + info.downloadLength() + " " + info.newConnections());
                seen.add(times.queued() + " " + times.nameLookup() + " " + times.connected() + " " + times.preTransfer()
                        + " " + times.startTransfer() + " " + times.total());
            });
            sim.runUntilDone();
            assertThat(seen).containsExactly("OK 200 11 5/5 1", "0 0 20000000 20000000 40000000 140000000");
            TransferInfo info = get.transfer().info();
            assertThat(info.headerBytes()).isEqualTo(head.length());
            assertThat(info.requestBytes())
                    .isEqualTo(sim.server().requests().get(0).length());
            assertThat(info.effectiveUrl()).isEqualTo("http://127.0.0.1/");
            assertThat(info.remoteAddress()).isEqualTo(sim.server().address());
            assertThat(info.localAddress()).isNotNull();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C6")
    void steps_that_were_not_reached_or_not_needed_have_no_time() {
        try (Simulation sim = new Simulation()) {
            sim.network().route(sim.server().address(), Route.REFUSE);
            Recording get = sim.get("/");
            sim.runUntilDone();
            Timeline times = get.transfer().info().timeline();
            assertThat(times.connected()).isEqualTo(-1);
            assertThat(times.preTransfer()).isEqualTo(-1);
            assertThat(times.startTransfer()).isEqualTo(-1);
            assertThat(times.total()).isZero();
            assertThat(get.transfer().info().status()).isZero();
            assertThat(get.transfer().info().newConnections()).isZero();
            assertThat(get.transfer().info().remoteAddress()).isNull();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C7")
    void a_thousand_transfers_that_complete_in_one_action_are_all_told() {
        try (Simulation sim = new Simulation()) {
            sim.server().onAccept(connection -> {});
            List<Recording> gets = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                gets.add(sim.get("/", options -> options.totalTimeout(Duration.ofSeconds(1))));
            }
            sim.settle();
            sim.clock().advance(Duration.ofSeconds(1));
            assertThat(sim.multi().timeoutAction()).isZero();
            assertThat(gets).allMatch(get -> get.completions() == 1 && get.code() == ResultCode.OPERATION_TIMEDOUT);
            assertThat(readAll(sim)).hasSize(1_000);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("C8")
    void an_attachment_stays_with_its_transfer() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            List<Object> seen = new ArrayList<>();
            Recording get = sim.get("/");
            get.transfer().attach("mine");
            get.onDone(done -> seen.add(String.valueOf(done.attachment())));
            sim.runUntilDone();
            assertThat(seen).containsExactly("mine");
            get.transfer().attach(null);
            assertThat(get.transfer().attachment()).isNull();
            sim.assertClean();
        }
    }

    private static List<Transfer> readAll(Simulation sim) {
        List<Transfer> read = new ArrayList<>();
        for (Transfer next = sim.multi().infoRead();
                next != null;
                next = sim.multi().infoRead()) {
            read.add(next);
        }
        return read;
    }
}
