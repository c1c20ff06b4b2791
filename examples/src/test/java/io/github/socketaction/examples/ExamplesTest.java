package io.github.socketaction.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each example does what it says. */
@Timeout(60)
class ExamplesTest {

    private interface Fetch {
        void fetch(List<String> urls, Consumer<Transfer> report) throws IOException;
    }

    @Test
    void ten_at_a_time_over_a_selector_fetches_all_and_never_more_than_ten() throws IOException {
        fetchesAllTenAtATime(TenAtATime::fetch);
    }

    @Test
    void ten_at_a_time_with_the_event_loop_fetches_all_and_never_more_than_ten() throws IOException {
        fetchesAllTenAtATime(WithEventLoop::fetch);
    }

    @Test
    void ten_at_a_time_copes_with_no_url_and_with_one_that_cannot_be_used() throws IOException {
        for (Fetch example : List.<Fetch>of(TenAtATime::fetch, WithEventLoop::fetch)) {
            List<Transfer> done = new ArrayList<>();
            example.fetch(List.of(), done::add);
            assertThat(done).isEmpty();
            example.fetch(List.of("gopher://127.0.0.1/"), done::add);
            assertThat(done).extracting(ExamplesTest::codeOf).containsExactly(ResultCode.UNSUPPORTED_PROTOCOL);
        }
    }

    @Test
    void urls_from_standard_input_are_fetched_with_or_without_a_line_end_at_the_end() throws IOException {
        try (LocalServer server = new LocalServer()) {
            String text = server.url(1) + "\n  " + server.url(2) + "\r\n" + server.url(3);
            List<Transfer> done = new ArrayList<>();
            UrlsFromStdin.fetch(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), done::add);
            assertThat(done)
                    .extracting(transfer -> transfer.options().url())
                    .containsExactlyInAnyOrder(server.url(1), server.url(2), server.url(3));
            assertThat(done).extracting(ExamplesTest::codeOf).containsOnly(ResultCode.OK);
        }
    }

    @Test
    void a_url_may_come_while_the_loop_waits_for_input_and_after_another_one_is_done() throws IOException {
        try (LocalServer server = new LocalServer();
                PipedOutputStream typed = new PipedOutputStream();
                InputStream input = new PipedInputStream(typed)) {
            List<String> done = new ArrayList<>();
            type(typed, server.url(100) + "\n");
            UrlsFromStdin.fetch(input, transfer -> {
                done.add(transfer.options().url());
                if (done.size() < 3) {
                    type(typed, server.url(100 + done.size()) + "\n");
                } else {
                    end(typed);
                }
            });
            assertThat(done).containsExactly(server.url(100), server.url(101), server.url(102));
        }
    }

    @Test
    void the_programs_print_how_each_transfer_ended() throws IOException {
        PrintStream before = System.out;
        InputStream inputBefore = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (LocalServer server = new LocalServer()) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setIn(new ByteArrayInputStream(server.url(3).getBytes(StandardCharsets.UTF_8)));
            TenAtATime.main(server.url(1));
            WithEventLoop.main(server.url(2));
            UrlsFromStdin.main();
            assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                    .containsExactly(server.url(1) + " OK", server.url(2) + " OK", server.url(3) + " OK");
        } finally {
            System.setOut(before);
            System.setIn(inputBefore);
        }
    }

    private static void fetchesAllTenAtATime(Fetch example) throws IOException {
        try (LocalServer server = new LocalServer()) {
            List<Transfer> done = new ArrayList<>();
            example.fetch(server.urls(35), done::add);
            assertThat(done)
                    .extracting(transfer -> transfer.options().url())
                    .containsExactlyInAnyOrderElementsOf(server.urls(35));
            assertThat(done).extracting(ExamplesTest::codeOf).containsOnly(ResultCode.OK);
            assertThat(server.mostAtOnce()).isBetween(1, 10);
        }
    }

    private static ResultCode codeOf(Transfer transfer) {
        return Objects.requireNonNull(transfer.result(), "not done").code();
    }

    private static void type(PipedOutputStream typed, String text) {
        try {
            typed.write(text.getBytes(StandardCharsets.UTF_8));
            typed.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(PipedOutputStream typed) {
        try {
            typed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
