package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.socketaction.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with files for output. */
class OutputFilesTest {

    private final Path directory;
    private ScriptedServer server;

    OutputFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.serving(CommandTest::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_body_goes_to_the_file_of_its_url() throws IOException {
        Path first = directory.resolve("first");
        Path third = directory.resolve("third");
        Sact sact =
                Sact.run("-o", first.toString(), "-o", "-", "-o", third.toString(), url("/a"), url("/b"), url("/c"));
        assertThat(sact).isEqualTo(new Sact(0, "/file/b", ""));
        assertThat(first).hasContent("/file/a");
        assertThat(third).hasContent("/file/c");
    }

    @Test
    void a_file_is_written_anew() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "something much longer than the body");
        assertThat(Sact.run("-o", file.toString(), url("/a")).code()).isZero();
        assertThat(file).hasContent("/file/a");
    }

    @Test
    void headers_go_to_the_file_too() throws IOException {
        Path file = directory.resolve("file");
        assertThat(Sact.run("-i", "-o", file.toString(), url("/a"))).isEqualTo(new Sact(0, "", ""));
        assertThat(Files.readString(file)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n/file/a");
    }

    @Test
    void a_file_is_made_for_an_empty_body_but_not_for_a_failure() {
        Path empty = directory.resolve("empty");
        Path failed = directory.resolve("failed");
        String base = "http://127.0.0.1:" + server.port();
        assertThat(Sact.run("-o", empty.toString(), base + "/empty").code()).isZero();
        assertThat(Sact.run("-so", failed.toString(), base + "/empty-reply").code())
                .isEqualTo(52);
        assertThat(empty).isEmptyFile();
        assertThat(failed).doesNotExist();
    }

    @Test
    void a_url_without_a_file_name_is_23_and_others_go_on() {
        Sact sact = Sact.run("-O", "-o", "-", "http://127.0.0.1:" + server.port() + "/", url("/b"));
        assertThat(sact.out()).isEqualTo("/file/b");
        assertThat(sact.err()).startsWith("sact: (23) Remote file name has no length: http://127.0.0.1:");
        assertThat(Sact.run("-O", "http://127.0.0.1:" + server.port() + "/").code())
                .isEqualTo(23);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/full, Failure writing output to the file /dev/full: No space left on device",
        "/dev, Failed to open the file /dev (Is a directory)",
        "/dev/null/x, Failed to open the file /dev/null/x (Not a directory)",
        "/none-such/x, Failed to open the file /none-such/x (No such file or directory)"
    })
    void a_file_that_cannot_be_written_is_23_with_its_reason_and_others_go_on(String file, String reason) {
        assumeThat(Path.of("/dev/full")).exists();
        Path good = directory.resolve("good");
        Sact sact = Sact.run("-Z", "-o", file, "-o", good.toString(), url("/a"), url("/b"));
        assertThat(sact).isEqualTo(new Sact(23, "", "sact: (23) " + reason + "\n"));
        assertThat(good).hasContent("/file/b");
    }

    @Test
    void fifty_files_come_in_parallel() {
        List<String> args = new ArrayList<>(List.of("-Z"));
        for (int i = 0; i < 50; i++) {
            args.addAll(List.of("-o", directory.resolve("f" + i).toString(), url("/" + i)));
        }
        assertThat(Sact.run(args.toArray(String[]::new))).isEqualTo(new Sact(0, "", ""));
        for (int i = 0; i < 50; i++) {
            assertThat(directory.resolve("f" + i)).hasContent("/file/" + i);
        }
    }

    @Test
    void at_most_as_many_as_asked_for_run_at_a_time() throws IOException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        CountDownLatch four = new CountDownLatch(4);
        try (ScriptedServer holding = ScriptedServer.serving(connection -> {
            while (!connection.readRequest().isEmpty()) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                four.countDown();
                three.await(20, TimeUnit.SECONDS);
                // The first three are held for a while, so that a fourth would be noticed.
                boolean isFourthThere = four.await(300, TimeUnit.MILLISECONDS);
                most.accumulateAndGet(isFourthThere ? now.get() : 0, Math::max);
                now.decrementAndGet();
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            }
        })) {
            List<String> args = new ArrayList<>(List.of("-Z", "--parallel-max", "3"));
            for (int i = 0; i < 9; i++) {
                args.add("http://127.0.0.1:" + holding.port() + "/");
            }
            assertThat(Sact.run(args.toArray(String[]::new))).isEqualTo(new Sact(0, "xxxxxxxxx", ""));
            assertThat(most).hasValue(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 50", "1, 1", "65535, 65535", "65536, 65535", "9999999999, 65535"})
    void how_many_run_at_a_time_is_bounded(long asked, int expected) {
        assertThat(TransferRunner.parallelMax(asked)).isEqualTo(expected);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + "/file" + path;
    }
}
