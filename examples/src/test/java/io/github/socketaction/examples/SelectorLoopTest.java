package io.github.socketaction.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop that the README shows does what a loop has to. */
@Timeout(60)
class SelectorLoopTest {

    @Test
    void a_hundred_transfers_at_once_arrive_whole() throws IOException {
        try (LocalServer server = new LocalServer();
                SelectorLoop loop = new SelectorLoop(MultiOptions.DEFAULT)) {
            List<Transfer> transfers = addAll(loop, server.urls(100));
            loop.run();
            for (int i = 0; i < 100; i++) {
                assertThat(codeOf(transfers.get(i))).isEqualTo(ResultCode.OK);
                assertThat(transfers.get(i).info().downloadedBytes()).isEqualTo(i * 1_000L);
            }
        }
    }

    @Test
    void idle_connections_that_are_not_watched_can_be_used_again() throws IOException {
        MultiOptions options = MultiOptions.builder().watchIdle(false).build();
        try (LocalServer server = new LocalServer();
                SelectorLoop loop = new SelectorLoop(options)) {
            for (int round = 0; round < 3; round++) {
                List<Transfer> transfers = addAll(loop, server.urls(5));
                loop.run();
                assertThat(transfers).allSatisfy(t -> assertThat(codeOf(t)).isEqualTo(ResultCode.OK));
            }
            assertThat(loop.multi().counts().connections()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void several_connects_that_are_refused_together_fail_each() throws IOException {
        try (SelectorLoop loop = new SelectorLoop(MultiOptions.DEFAULT)) {
            String url = "http://127.0.0.1:" + refusingPort() + "/";
            List<Transfer> transfers = addAll(loop, List.of(url, url, url, url, url));
            loop.run();
            assertThat(transfers).allSatisfy(t -> assertThat(codeOf(t)).isEqualTo(ResultCode.COULDNT_CONNECT));
        }
    }

    @Test
    void a_time_limit_ends_a_transfer_that_no_event_would_end() throws IOException {
        try (LocalServer server = new LocalServer();
                SelectorLoop loop = new SelectorLoop(MultiOptions.DEFAULT)) {
            TransferOptions stalled = TransferOptions.builder(server.url("stall"))
                    .totalTimeout(Duration.ofMillis(100))
                    .build();
            Transfer transfer = loop.multi().add(stalled);
            long begin = System.nanoTime();
            loop.run();
            assertThat(codeOf(transfer)).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void names_are_looked_up_one_after_the_other_through_one_wakeup() throws IOException {
        MultiOptions options =
                MultiOptions.builder().resolver(SelectorLoopTest::resolve).build();
        try (LocalServer server = new LocalServer();
                SelectorLoop loop = new SelectorLoop(options)) {
            List<Transfer> done = new ArrayList<>();
            String url = server.url(10).replace("127.0.0.1", "name.test");
            TransferOptions second = TransferOptions.builder(url.replace("name", "other"))
                    .onDone(done::add)
                    .build();
            // The second look-up announces the same wakeup again, as another socket.
            TransferOptions first = TransferOptions.builder(url)
                    .onDone(transfer -> {
                        done.add(transfer);
                        loop.multi().add(second);
                    })
                    .build();
            loop.multi().add(first);
            loop.run();
            assertThat(done).hasSize(2).allSatisfy(t -> assertThat(codeOf(t)).isEqualTo(ResultCode.OK));
        }
    }

    @Test
    void a_paused_transfer_with_a_ready_socket_does_not_make_the_loop_spin() throws IOException {
        AtomicInteger readings = new AtomicInteger();
        try (LocalServer server = new LocalServer();
                SelectorLoop loop = new SelectorLoop(counting(readings))) {
            Transfer transfer = loop.multi()
                    .add(TransferOptions.builder(server.url(1_000))
                            .totalTimeout(Duration.ofSeconds(1))
                            .build());
            transfer.pause();
            loop.run();
            assertThat(codeOf(transfer)).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(readings.get()).isBetween(1, 200);
        }
    }

    @Test
    void a_transfer_without_any_time_limit_waits_without_spinning() throws IOException {
        AtomicInteger readings = new AtomicInteger();
        try (LocalServer server = new LocalServer();
                SelectorLoop loop = new SelectorLoop(counting(readings))) {
            Transfer transfer = loop.multi()
                    .add(TransferOptions.builder(server.url("stall"))
                            .connectTimeout(Duration.ZERO)
                            .build());
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(server::close);
            loop.run();
            assertThat(codeOf(transfer)).isIn(ResultCode.GOT_NOTHING, ResultCode.RECV_ERROR);
            assertThat(readings.get()).isBetween(1, 200);
        }
    }

    @Test
    void closing_in_the_middle_leaves_nothing_behind() throws IOException {
        try (LocalServer server = new LocalServer()) {
            SelectorLoop loop = new SelectorLoop(MultiOptions.DEFAULT);
            addAll(loop, List.of(server.url("stall"), server.url(1)));
            loop.multi().timeoutAction();
            loop.close();
        }
    }

    @Test
    void the_program_prints_how_each_transfer_ended() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (LocalServer server = new LocalServer()) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            SelectorLoop.main(server.url(1), server.url(2));
            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrder(server.url(1) + " OK", server.url(2) + " OK");
        } finally {
            System.setOut(before);
        }
    }

    private static List<Transfer> addAll(SelectorLoop loop, List<String> urls) {
        List<Transfer> transfers = new ArrayList<>();
        urls.forEach(url -> transfers.add(loop.multi().add(TransferOptions.get(url))));
        return transfers;
    }

    private static Resolver.Lookup resolve(String host, Resolver.Answer answer) {
        Thread thread = new Thread(() -> answer.addresses(List.of(InetAddress.getLoopbackAddress())), "test look-up");
        thread.start();
        return () -> {};
    }

    /** Options with a clock that counts its readings: the engine reads it once in each action. */
    private static MultiOptions counting(AtomicInteger readings) {
        return MultiOptions.builder()
                .clock(() -> {
                    readings.incrementAndGet();
                    return System.nanoTime();
                })
                .build();
    }

    private static ResultCode codeOf(Transfer transfer) {
        return Objects.requireNonNull(transfer.result(), "not done").code();
    }

    private static int refusingPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
    }
}
