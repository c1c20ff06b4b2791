package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.benchmarks.load.LoadResult;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkRunTest {

    private static final String OUTPUT = """
            Running 2s test @ http://127.0.0.1:8080/small
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.21ms  311.42us   5.10ms   71.99%
                Req/Sec    52.71k     2.01k   56.52k    70.00%
              Latency Distribution
                 50%  980.50us
                 75%    1.35ms
                 90%    1.59ms
                 99%    2.25ms
              104885 requests in 2.00s, 34.61MB read
              Socket errors: connect 0, read 3, write 0, timeout 1
              Non-2xx or 3xx responses: 7
            Requests/sec:  52425.38
            Transfer/sec:     17.30MB
            cpu 0.612 0.541
            """;

    @Test
    void what_wrk_and_bash_say_is_understood() throws IOException {
        LoadResult result = WrkRun.parse(OUTPUT);
        assertThat(result.requests()).isEqualTo(104_885);
        assertThat(result.failed()).isEqualTo(11);
        assertThat(result.seconds()).isEqualTo(2.0);
        assertThat(result.cpuMicros()).isEqualTo(1_153_000.0);
        assertThat(result.p50Micros()).isEqualTo(980.5);
        assertThat(result.p99Micros()).isEqualTo(2_250.0);
    }

    @Test
    void other_words_are_an_error_that_shows_them() {
        assertThatThrownBy(() -> WrkRun.parse("unable to connect\ncpu 0.0 0.0\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unable to connect");
    }
}
