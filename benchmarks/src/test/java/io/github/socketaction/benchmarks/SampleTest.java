package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.benchmarks.load.LoadResult;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final Pattern KEY = Pattern.compile("\"(\\w+)\":");

    @Test
    void a_run_is_one_line_of_json_with_these_keys_in_this_order() {
        LoadResult result = new LoadResult(1_000, 3, 2.0, 9_610.0, 608_000.0, 1_180.5, 2_034.0, null, "unused");
        String json = Sample.of(Workload.W1, ClientKind.SACT_EPOLL, 2, result).json();
        assertThat(json)
                .isEqualTo("{\"workload\":\"W1\",\"client\":\"sact-epoll\",\"round\":2,\"cpu_us_per_request\":9.610,"
                        + "\"requests_per_second\":500.000,\"allocated_bytes_per_request\":608.000,"
                        + "\"p50_us\":1180.500,\"p99_us\":2034.000,\"bytes_per_connection\":null,\"failed\":3}");
        assertThat(KEY.matcher(json).results().map(found -> found.group(1)))
                .isEqualTo(List.of(
                        "workload",
                        "client",
                        "round",
                        "cpu_us_per_request",
                        "requests_per_second",
                        "allocated_bytes_per_request",
                        "p50_us",
                        "p99_us",
                        "bytes_per_connection",
                        "failed"));
    }

    @Test
    void what_is_not_known_is_null_and_so_is_a_cost_of_no_requests() {
        LoadResult nothing = new LoadResult(0, 0, 1.0, 5.0, 7.0, null, null, Double.NaN, null);
        assertThat(Sample.of(Workload.W9, ClientKind.JDK, 1, nothing).json())
                .contains("\"cpu_us_per_request\":null", "\"allocated_bytes_per_request\":null", "\"p50_us\":null")
                .contains("\"bytes_per_connection\":null", "\"requests_per_second\":0.000");
    }
}
