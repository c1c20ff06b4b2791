package io.github.socketaction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void the_soft_limit_is_read_and_bounded() throws IOException {
        assertThat(OpenFiles.limit("Max processes 1 1\nMax open files            20000   524288  files\n"))
                .isEqualTo(20_000);
        assertThat(OpenFiles.limit("Max open files            1048576   1048576  files\n"))
                .isEqualTo(100_000);
        assertThat(OpenFiles.limit("Max open files            unlimited  unlimited  files\n"))
                .isEqualTo(100_000);
        assertThatThrownBy(() -> OpenFiles.limit("")).isInstanceOf(IOException.class);
    }

    @Test
    void idle_connections_count_too() {
        assertThat(OpenFiles.needed(Workload.W4)).isEqualTo(10_564);
    }
}
