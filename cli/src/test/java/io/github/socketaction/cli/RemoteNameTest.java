package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteNameTest {

    @ParameterizedTest
    @CsvSource({
        "http://host/file, file",
        "http://host/dir/file.tar.gz, file.tar.gz",
        "http://host/file?query/with/slashes, file",
        "http://host/file#fragment/x, file",
        "http://host/a%2Fb, a%2Fb",
        "host/file, file",
        "http://host/, ",
        "http://host, ",
        "host, ",
        "http://host?x/y, ",
        "http://host/dir/, ",
        "http://host/.., ",
        "http://host/., ",
        "http://host/..., ...",
        "http://, "
    })
    void it_is_the_last_part_of_the_path(String url, @Nullable String expected) {
        assertThat(RemoteName.of(url)).isEqualTo(expected);
    }
}
