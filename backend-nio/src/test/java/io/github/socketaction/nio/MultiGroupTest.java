package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import io.github.socketaction.GroupTransfer;
import io.github.socketaction.MultiGroup;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferListener;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group of multis, each on its thread, against servers on several addresses of this machine. */
class MultiGroupTest {

    private static final int SIZE = 2;
    private static final int PATIENCE_SECONDS = 60;

    private final List<Thread> threads = new ArrayList<>();
    private MultiGroup group;
    private HttpServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        port = server.getAddress().getPort();
        group = new MultiGroup(new NioBackend(), SIZE);
    }

    @AfterEach
    void stop() throws InterruptedException {
        group.close();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            assertThat(thread.isAlive()).isFalse();
        }
        server.stop(0);
    }

    @Test
    @Verifies("J1")
    void every_transfer_completes_once_on_the_thread_of_its_origin() throws InterruptedException {
        int transfers = 400;
        CountDownLatch done = new CountDownLatch(transfers);
        Map<String, Set<Thread>> threadsOfOrigin = new ConcurrentHashMap<>();
        Map<Transfer, AtomicInteger> completions = new ConcurrentHashMap<>();
        TransferListener listener = transfer -> {
            completions.computeIfAbsent(transfer, key -> new AtomicInteger()).incrementAndGet();
            String origin = transfer.options().url().substring(0, "http://127.0.0.1".length());
            threadsOfOrigin
                    .computeIfAbsent(origin, key -> ConcurrentHashMap.newKeySet())
                    .add(Thread.currentThread());
            done.countDown();
        };
        run();
        for (int i = 0; i < transfers; i++) {
            group.add(TransferOptions.builder("http://127.0.0." + (1 + i % 8) + ":" + port + "/" + i)
                    .onDone(listener)
                    .build());
        }
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(completions).hasSize(transfers);
        assertThat(completions.keySet()).allMatch(transfer -> transfer.info().status() == 200);
        assertThat(completions.values()).allMatch(count -> count.get() == 1);
        assertThat(threadsOfOrigin).hasSize(8);
        assertThat(threadsOfOrigin.values()).allMatch(ofOne -> ofOne.size() == 1);
        assertThat(threadsOfOrigin.values().stream().distinct()).hasSize(SIZE);
    }

    @Test
    @Verifies("J4")
    void a_callback_may_hand_over_the_next_transfer() throws InterruptedException {
        int chain = 50;
        CountDownLatch done = new CountDownLatch(chain);
        TransferOptions[] options = new TransferOptions[1];
        options[0] = TransferOptions.builder("http://127.0.0.1:" + port + "/")
                .onDone(transfer -> {
                    done.countDown();
                    if (done.getCount() > 0) {
                        group.add(options[0]);
                    }
                })
                .build();
        run();
        group.add(options[0]);
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Verifies("J2")
    void a_removed_transfer_does_not_complete_and_counts_no_more() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            AtomicInteger completions = new AtomicInteger();
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            TransferOptions options = TransferOptions.builder(url)
                    .onDone(transfer -> completions.incrementAndGet())
                    .build();
            GroupTransfer early = group.add(options);
            early.remove();
            run();
            GroupTransfer late = group.add(options);
            silent.accept();
            late.remove();
            late.remove();
            awaitARound();
            assertThat(group.running()).isZero();
            assertThat(completions).hasValue(0);
        }
    }

    @Test
    @Verifies("J3")
    void closing_ends_the_loops_and_gives_up_what_is_running() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            run();
            group.add(TransferOptions.get("http://127.0.0.1:" + silent.getLocalPort() + "/"));
            silent.accept();
            group.close();
            group.close();
            assertThatIllegalStateException()
                    .isThrownBy(() -> group.add(TransferOptions.get("http://127.0.0.1/")))
                    .withMessageContaining("ended");
        }
    }

    @Test
    @Verifies("J3")
    void a_group_that_was_never_run_can_be_closed_and_is_not_run_afterwards() {
        group.close();
        assertThat(group.running()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> group.loops().get(0).run())
                .withMessageContaining("each loop runs once");
    }

    @Test
    void a_group_has_at_least_one_multi() {
        try (MultiGroup one = new MultiGroup(new NioBackend(), 1)) {
            assertThat(one.loops()).hasSize(1);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiGroup(new NioBackend(), 0))
                .withMessageContaining("at least 1, but is 0");
    }

    /** Until each loop has come around: a transfer handed over after all the rest has completed in each. */
    private void awaitARound() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 1; i <= 8; i++) {
            group.add(TransferOptions.builder("http://127.0.0." + i + ":" + port + "/")
                    .onDone(transfer -> done.countDown())
                    .build());
        }
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        while (group.running() > 0) {
            Thread.onSpinWait();
        }
    }

    private void run() {
        for (Runnable loop : group.loops()) {
            Thread thread = new Thread(loop, "group");
            thread.start();
            threads.add(thread);
        }
    }
}
