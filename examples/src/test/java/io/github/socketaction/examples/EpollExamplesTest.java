package io.github.socketaction.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.LoopObserver;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.epoll.EpollBackendProvider;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples that use epoll itself do what they say; aborted where there is no epoll. */
@Timeout(60)
class EpollExamplesTest {

    @BeforeEach
    void needs_epoll() {
        String reason = new EpollBackendProvider().unavailableReason();
        Assumptions.assumeTrue(reason == null, () -> "no epoll: " + reason);
    }

    @Test
    void urls_of_a_named_pipe_are_fetched_while_others_run_and_the_pipe_is_removed(@TempDir Path directory)
            throws IOException {
        Path fifo = directory.resolve("urls");
        try (LocalServer server = new LocalServer()) {
            daemon(() -> {
                awaitFifo(fifo);
                write(
                        fifo,
                        server.url("stall") + "\n" + server.url(100) + "\n"
                                + server.url(101).substring(0, 9));
                write(fifo, server.url(101).substring(9) + "\r\n"); // by another writer, after the first one has closed
            });
            Runnable stop = server::close;
            List<String> done = new ArrayList<>();
            EpollFifo.fetch(fifo, transfer -> {
                done.add(transfer.options().url());
                if (done.size() == 2) {
                    write(fifo, server.url(102) + "\n\n" + server.url(103) + "\n");
                } else if (done.size() == 3) {
                    stop.run(); // ends the one that has been running all the time
                }
            });
            assertThat(done.subList(0, 2)).containsExactlyInAnyOrder(server.url(100), server.url(101));
            assertThat(done.subList(2, 4)).containsExactly(server.url(102), server.url("stall"));
            assertThat(done).as("nothing after the empty line").hasSize(4);
            assertThat(fifo).doesNotExist();
        }
    }

    @Test
    void a_pipe_that_cannot_be_made_is_named(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("there"));
        assertThatThrownBy(() -> EpollFifo.fetch(file, transfer -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).exists();
    }

    @Test
    void a_hundred_transfers_at_once_arrive_whole_over_an_epoll_of_ones_own() throws IOException {
        try (LocalServer server = new LocalServer();
                OwnEpollLoop loop = new OwnEpollLoop(MultiOptions.DEFAULT)) {
            for (int round = 0; round < 2; round++) {
                List<Transfer> transfers = new ArrayList<>();
                server.urls(100).forEach(url -> transfers.add(loop.multi.add(TransferOptions.get(url))));
                loop.run();
                for (int i = 0; i < 100; i++) {
                    assertThat(codeOf(transfers.get(i))).isEqualTo(ResultCode.OK);
                    assertThat(transfers.get(i).info().downloadedBytes()).isEqualTo(i * 1_000L);
                }
            }
        }
    }

    @Test
    void a_time_limit_ends_a_paused_transfer_without_spinning() throws IOException {
        AtomicInteger readings = new AtomicInteger();
        MultiOptions counting = MultiOptions.builder()
                .clock(() -> {
                    readings.incrementAndGet();
                    return System.nanoTime();
                })
                .build();
        try (LocalServer server = new LocalServer();
                OwnEpollLoop loop = new OwnEpollLoop(counting)) {
            Transfer transfer = loop.multi.add(TransferOptions.builder(server.url(1_000))
                    .totalTimeout(Duration.ofMillis(500))
                    .build());
            transfer.pause();
            loop.run();
            assertThat(codeOf(transfer)).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(readings.get()).isBetween(1, 200);
        }
    }

    @Test
    void names_are_looked_up_over_an_epoll_of_ones_own() throws IOException {
        Resolver.Lookup nothing = () -> {};
        MultiOptions options = MultiOptions.builder()
                .resolver((host, answer) -> {
                    daemon(() -> answer.addresses(List.of(InetAddress.getLoopbackAddress())));
                    return nothing;
                })
                .build();
        try (LocalServer server = new LocalServer();
                OwnEpollLoop loop = new OwnEpollLoop(options)) {
            for (String name : List.of("name.test", "other.test")) {
                Transfer transfer =
                        loop.multi.add(TransferOptions.get(server.url(10).replace("127.0.0.1", name)));
                loop.run();
                assertThat(codeOf(transfer)).isEqualTo(ResultCode.OK);
            }
        }
    }

    @Test
    void an_epoll_of_ones_own_is_not_left_open_when_its_multi_cannot_be_made() throws IOException {
        MultiOptions failing = MultiOptions.builder()
                .observer(new LoopObserver() {
                    @Override
                    public SocketCallback around(SocketCallback callback) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .build();
        assertThatThrownBy(() -> new OwnEpollLoop(failing)).hasMessage("on purpose"); // loads what it needs
        long before = epolls();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> new OwnEpollLoop(failing)).hasMessage("on purpose");
        }
        assertThat(epolls()).isEqualTo(before);
    }

    /** How many epolls this process has open. */
    private static long epolls() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(EpollExamplesTest::isEpoll).count();
        }
    }

    private static boolean isEpoll(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("eventpoll");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Test
    void the_programs_print_how_each_transfer_ended(@TempDir Path directory) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path fifo = directory.resolve("urls");
        try (LocalServer server = new LocalServer()) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            OwnEpollLoop.main(server.url(1));
            daemon(() -> {
                awaitFifo(fifo);
                write(fifo, server.url(2) + "\n\n");
            });
            EpollFifo.main(fifo.toString());
            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .containsExactly(server.url(1) + " OK", server.url(2) + " OK");
        } finally {
            System.setOut(before);
        }
    }

    private static Thread daemon(Runnable action) {
        Thread thread = new Thread(action, "test helper");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitFifo(Path fifo) {
        while (!Files.exists(fifo)) {
            Thread.onSpinWait();
        }
    }

    /** Opening waits until the example has opened the pipe for reading. */
    private static void write(Path fifo, String text) {
        try {
            Files.writeString(fifo, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResultCode codeOf(Transfer transfer) {
        return Objects.requireNonNull(transfer.result(), "not done").code();
    }
}
